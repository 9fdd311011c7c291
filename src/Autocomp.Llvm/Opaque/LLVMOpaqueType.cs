namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a type points at.</summary>
public partial struct LLVMOpaqueType;
