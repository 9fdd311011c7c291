namespace LLVMSharp.Interop;

/// <summary>Source language of a compile unit; the members in use. Names and values are those of LLVM-C.</summary>
public enum LLVMDWARFSourceLanguage
{
    LLVMDWARFSourceLanguageC = 1,
    LLVMDWARFSourceLanguageC99 = 11,
}
