namespace LLVMSharp.Interop;

/// <summary>Whether the address of a global is significant. Names and values are those of LLVM-C.</summary>
public enum LLVMUnnamedAddr
{
    LLVMNoUnnamedAddr,
    LLVMLocalUnnamedAddr,
    LLVMGlobalUnnamedAddr,
}
