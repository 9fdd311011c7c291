namespace LLVMSharp.Interop;

/// <summary>Syntax of inline assembly. Names and values are those of LLVM-C.</summary>
public enum LLVMInlineAsmDialect
{
    LLVMInlineAsmDialectATT,
    LLVMInlineAsmDialectIntel,
}
