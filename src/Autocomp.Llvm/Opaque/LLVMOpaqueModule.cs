namespace LLVMSharp.Interop;

/// <summary>What a native pointer to a module points at.</summary>
public partial struct LLVMOpaqueModule;
