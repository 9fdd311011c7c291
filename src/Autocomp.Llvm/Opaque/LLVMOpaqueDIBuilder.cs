namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a debug information builder points at.</summary>
public partial struct LLVMOpaqueDIBuilder;
