namespace LLVMSharp.Interop;

/// <summary>What a native pointer to an instruction builder points at.</summary>
public partial struct LLVMOpaqueBuilder;
