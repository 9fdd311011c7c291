namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a basic block points at.</summary>
public partial struct LLVMOpaqueBasicBlock;
