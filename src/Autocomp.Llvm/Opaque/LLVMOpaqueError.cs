namespace LLVMSharp.Interop;

/// <summary>What a native pointer to an error points at.</summary>
public partial struct LLVMOpaqueError;
