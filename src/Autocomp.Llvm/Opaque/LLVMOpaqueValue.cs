namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a value points at.</summary>
public partial struct LLVMOpaqueValue;
