namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a target machine points at.</summary>
public partial struct LLVMOpaqueTargetMachine;
