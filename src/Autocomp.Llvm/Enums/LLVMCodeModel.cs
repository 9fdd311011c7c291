namespace LLVMSharp.Interop;

/// <summary>How far code and data may be apart. Names and values are those of LLVM-C.</summary>
public enum LLVMCodeModel
{
    LLVMCodeModelDefault,
    LLVMCodeModelJITDefault,
    LLVMCodeModelTiny,
    LLVMCodeModelSmall,
    LLVMCodeModelKernel,
    LLVMCodeModelMedium,
    LLVMCodeModelLarge,
}
