namespace LLVMSharp.Interop;

/// <summary>Linkage of a global; the members in use. Names and values are those of LLVM-C.</summary>
public enum LLVMLinkage
{
    LLVMExternalLinkage = 0,
    LLVMInternalLinkage = 8,
    LLVMPrivateLinkage = 9,
}
