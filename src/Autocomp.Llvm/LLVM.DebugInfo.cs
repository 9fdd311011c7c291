using System.Runtime.InteropServices;

namespace LLVMSharp.Interop;

// LLVM-C: line tables. The declaration of each function is that of its namesake in llvm-c.
public static unsafe partial class LLVM
{
    [DllImport(LibraryName, EntryPoint = "LLVMCreateDIBuilder", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueDIBuilder* CreateDIBuilder(LLVMOpaqueModule* M);

    [DllImport(LibraryName, EntryPoint = "LLVMDisposeDIBuilder", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void DisposeDIBuilder(LLVMOpaqueDIBuilder* Builder);

    [DllImport(LibraryName, EntryPoint = "LLVMDIBuilderFinalize", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void DIBuilderFinalize(LLVMOpaqueDIBuilder* Builder);

    [DllImport(LibraryName, EntryPoint = "LLVMDebugMetadataVersion", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern uint DebugMetadataVersion();

    [DllImport(LibraryName, EntryPoint = "LLVMDIBuilderCreateFile", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueMetadata* DIBuilderCreateFile(LLVMOpaqueDIBuilder* Builder, sbyte* Filename, nuint FilenameLen, sbyte* Directory, nuint DirectoryLen);

    [DllImport(LibraryName, EntryPoint = "LLVMDIBuilderCreateCompileUnit", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueMetadata* DIBuilderCreateCompileUnit(LLVMOpaqueDIBuilder* Builder, LLVMDWARFSourceLanguage Lang, LLVMOpaqueMetadata* FileRef, sbyte* Producer, nuint ProducerLen, int isOptimized, sbyte* Flags, nuint FlagsLen, uint RuntimeVer, sbyte* SplitName, nuint SplitNameLen, LLVMDWARFEmissionKind Kind, uint DWOId, int SplitDebugInlining, int DebugInfoForProfiling, sbyte* SysRoot, nuint SysRootLen, sbyte* SDK, nuint SDKLen);

    [DllImport(LibraryName, EntryPoint = "LLVMDIBuilderCreateSubroutineType", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueMetadata* DIBuilderCreateSubroutineType(LLVMOpaqueDIBuilder* Builder, LLVMOpaqueMetadata* File, LLVMOpaqueMetadata** ParameterTypes, uint NumParameterTypes, LLVMDIFlags Flags);

    [DllImport(LibraryName, EntryPoint = "LLVMDIBuilderCreateFunction", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueMetadata* DIBuilderCreateFunction(LLVMOpaqueDIBuilder* Builder, LLVMOpaqueMetadata* Scope, sbyte* Name, nuint NameLen, sbyte* LinkageName, nuint LinkageNameLen, LLVMOpaqueMetadata* File, uint LineNo, LLVMOpaqueMetadata* Ty, int IsLocalToUnit, int IsDefinition, uint ScopeLine, LLVMDIFlags Flags, int IsOptimized);

    [DllImport(LibraryName, EntryPoint = "LLVMDIBuilderCreateDebugLocation", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueMetadata* DIBuilderCreateDebugLocation(LLVMOpaqueContext* Ctx, uint Line, uint Column, LLVMOpaqueMetadata* Scope, LLVMOpaqueMetadata* InlinedAt);

    [DllImport(LibraryName, EntryPoint = "LLVMSetSubprogram", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void SetSubprogram(LLVMOpaqueValue* Func, LLVMOpaqueMetadata* SP);
}
