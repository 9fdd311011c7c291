namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a data layout points at.</summary>
public partial struct LLVMOpaqueTargetData;
