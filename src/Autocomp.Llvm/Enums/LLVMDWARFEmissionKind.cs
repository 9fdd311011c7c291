namespace LLVMSharp.Interop;

/// <summary>How much debug information is emitted. Names and values are those of LLVM-C.</summary>
public enum LLVMDWARFEmissionKind
{
    LLVMDWARFEmissionNone,
    LLVMDWARFEmissionFull,
    LLVMDWARFEmissionLineTablesOnly,
}
