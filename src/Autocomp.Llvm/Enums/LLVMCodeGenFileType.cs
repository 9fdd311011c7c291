namespace LLVMSharp.Interop;

/// <summary>What a target machine emits. Names and values are those of LLVM-C.</summary>
public enum LLVMCodeGenFileType
{
    LLVMAssemblyFile,
    LLVMObjectFile,
}
