namespace LLVMSharp.Interop;

/// <summary>What the verifier does about a broken module. Names and values are those of LLVM-C.</summary>
public enum LLVMVerifierFailureAction
{
    LLVMAbortProcessAction,
    LLVMPrintMessageAction,
    LLVMReturnStatusAction,
}
