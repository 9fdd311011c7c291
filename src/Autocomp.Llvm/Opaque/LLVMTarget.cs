namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a target points at.</summary>
public partial struct LLVMTarget;
