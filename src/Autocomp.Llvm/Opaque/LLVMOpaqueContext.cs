namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a context points at.</summary>
public partial struct LLVMOpaqueContext;
