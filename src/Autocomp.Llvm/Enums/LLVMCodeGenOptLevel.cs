namespace LLVMSharp.Interop;

/// <summary>Effort of instruction selection and scheduling. Names and values are those of LLVM-C.</summary>
public enum LLVMCodeGenOptLevel
{
    LLVMCodeGenLevelNone,
    LLVMCodeGenLevelLess,
    LLVMCodeGenLevelDefault,
    LLVMCodeGenLevelAggressive,
}
