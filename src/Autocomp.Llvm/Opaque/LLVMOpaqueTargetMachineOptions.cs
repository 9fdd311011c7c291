namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a set of target machine options points at.</summary>
public partial struct LLVMOpaqueTargetMachineOptions;
