namespace LLVMSharp.Interop;

/// <summary>A module: one unit of compilation.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMModuleRef(IntPtr handle) : IEquatable<LLVMModuleRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMModuleRef(LLVMOpaqueModule* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaqueModule*(LLVMModuleRef value) => (LLVMOpaqueModule*)value.Handle;

    public static bool operator ==(LLVMModuleRef left, LLVMModuleRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMModuleRef left, LLVMModuleRef right) => left.Handle != right.Handle;

    public readonly LLVMValueRef AddFunction(string Name, LLVMTypeRef FunctionTy)
    {
        using NativeText name = new(Name);
        return LLVM.AddFunction(this, name, FunctionTy);
    }

    public readonly LLVMValueRef AddGlobal(LLVMTypeRef Ty, string Name)
    {
        using NativeText name = new(Name);
        return LLVM.AddGlobal(this, Ty, name);
    }

    public readonly void AddModuleFlag(string FlagName, LLVMModuleFlagBehavior Behavior, LLVMMetadataRef ValAsMetadataRef)
    {
        using NativeText name = new(FlagName);
        LLVM.AddModuleFlag(this, Behavior, name, (nuint)name.Length, ValAsMetadataRef);
    }

    public readonly LLVMDIBuilderRef CreateDIBuilder() => LLVM.CreateDIBuilder(this);

    public readonly LLVMModuleRef Clone() => LLVM.CloneModule(this);

    public readonly string PrintToString() => NativeText.TakeMessage(LLVM.PrintModuleToString(this));

    public readonly bool TryVerify(LLVMVerifierFailureAction Action, out string OutMessage)
    {
        sbyte* message = null;
        bool valid = LLVM.VerifyModule(this, Action, &message) == 0;
        OutMessage = NativeText.TakeMessage(message);
        return valid;
    }

    public void Dispose()
    {
        if (Handle != IntPtr.Zero)
        {
            LLVM.DisposeModule(this);
            Handle = IntPtr.Zero;
        }
    }

    public readonly bool Equals(LLVMModuleRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMModuleRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
