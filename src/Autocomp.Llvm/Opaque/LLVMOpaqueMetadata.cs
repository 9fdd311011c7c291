namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a metadata node points at.</summary>
public partial struct LLVMOpaqueMetadata;
