namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a memory buffer points at.</summary>
public partial struct LLVMOpaqueMemoryBuffer;
