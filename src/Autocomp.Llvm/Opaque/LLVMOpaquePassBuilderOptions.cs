namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a set of pass builder options points at.</summary>
public partial struct LLVMOpaquePassBuilderOptions;
