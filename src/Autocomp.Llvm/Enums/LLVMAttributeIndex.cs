namespace LLVMSharp.Interop;

/// <summary>Where an attribute stands: the function, the result, or a parameter (1 and up). Names and values are those of LLVM-C.</summary>
public enum LLVMAttributeIndex
{
    LLVMAttributeReturnIndex = 0,
    LLVMAttributeFunctionIndex = -1,
}
