namespace LLVMSharp.Interop;

/// <summary>Flags of debug information; the members in use. Names and values are those of LLVM-C.</summary>
public enum LLVMDIFlags
{
    LLVMDIFlagZero = 0,
}
