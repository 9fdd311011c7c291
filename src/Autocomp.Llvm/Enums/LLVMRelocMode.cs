namespace LLVMSharp.Interop;

/// <summary>How addresses are formed. Names and values are those of LLVM-C.</summary>
public enum LLVMRelocMode
{
    LLVMRelocDefault,
    LLVMRelocStatic,
    LLVMRelocPIC,
    LLVMRelocDynamicNoPic,
    LLVMRelocROPI,
    LLVMRelocRWPI,
    LLVMRelocROPI_RWPI,
}
