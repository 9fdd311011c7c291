namespace LLVMSharp.Interop;

/// <summary>What a native pointer to an attribute points at.</summary>
public partial struct LLVMOpaqueAttributeRef;
