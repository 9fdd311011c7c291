namespace LLVMSharp.Interop;

/// <summary>Builds debug information.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMDIBuilderRef(IntPtr handle) : IEquatable<LLVMDIBuilderRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMDIBuilderRef(LLVMOpaqueDIBuilder* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaqueDIBuilder*(LLVMDIBuilderRef value) => (LLVMOpaqueDIBuilder*)value.Handle;

    public static bool operator ==(LLVMDIBuilderRef left, LLVMDIBuilderRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMDIBuilderRef left, LLVMDIBuilderRef right) => left.Handle != right.Handle;

    public readonly LLVMMetadataRef CreateFile(string FullPath, string Directory)
    {
        using NativeText path = new(FullPath);
        using NativeText directory = new(Directory);
        return LLVM.DIBuilderCreateFile(this, path, (nuint)path.Length, directory, (nuint)directory.Length);
    }

    public readonly LLVMMetadataRef CreateCompileUnit(LLVMDWARFSourceLanguage SourceLanguage, LLVMMetadataRef FileMetadata, string Producer, int IsOptimized, string Flags, uint RuntimeVersion,
        string SplitName, LLVMDWARFEmissionKind DwarfEmissionKind, uint DWOld, int SplitDebugInlining, int DebugInfoForProfiling, string SysRoot, string SDK)
    {
        using NativeText producer = new(Producer);
        using NativeText flags = new(Flags);
        using NativeText splitName = new(SplitName);
        using NativeText sysRoot = new(SysRoot);
        using NativeText sdk = new(SDK);
        return LLVM.DIBuilderCreateCompileUnit(
            this, SourceLanguage, FileMetadata, producer, (nuint)producer.Length, IsOptimized, flags, (nuint)flags.Length, RuntimeVersion,
            splitName, (nuint)splitName.Length, DwarfEmissionKind, DWOld, SplitDebugInlining, DebugInfoForProfiling,
            sysRoot, (nuint)sysRoot.Length, sdk, (nuint)sdk.Length);
    }

    public readonly LLVMMetadataRef CreateSubroutineType(LLVMMetadataRef File, ReadOnlySpan<LLVMMetadataRef> ParameterTypes, LLVMDIFlags Flags)
    {
        fixed (LLVMMetadataRef* types = ParameterTypes)
        {
            return LLVM.DIBuilderCreateSubroutineType(this, File, (LLVMOpaqueMetadata**)types, (uint)ParameterTypes.Length, Flags);
        }
    }

    public readonly LLVMMetadataRef CreateFunction(LLVMMetadataRef Scope, string Name, string LinkageName, LLVMMetadataRef File, uint LineNo, LLVMMetadataRef Type, int IsLocalToUnit, int IsDefinition,
        uint ScopeLine, LLVMDIFlags Flags, int IsOptimized)
    {
        using NativeText name = new(Name);
        using NativeText linkageName = new(LinkageName);
        return LLVM.DIBuilderCreateFunction(
            this, Scope, name, (nuint)name.Length, linkageName, (nuint)linkageName.Length, File, LineNo, Type, IsLocalToUnit, IsDefinition,
            ScopeLine, Flags, IsOptimized);
    }

    public readonly void DIBuilderFinalize() => LLVM.DIBuilderFinalize(this);

    public readonly bool Equals(LLVMDIBuilderRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMDIBuilderRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
