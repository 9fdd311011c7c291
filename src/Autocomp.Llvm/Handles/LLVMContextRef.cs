namespace LLVMSharp.Interop;

/// <summary>Owner of types, constants and metadata; used by one thread at a time.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMContextRef(IntPtr handle) : IEquatable<LLVMContextRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMContextRef(LLVMOpaqueContext* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaqueContext*(LLVMContextRef value) => (LLVMOpaqueContext*)value.Handle;

    public static bool operator ==(LLVMContextRef left, LLVMContextRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMContextRef left, LLVMContextRef right) => left.Handle != right.Handle;

    public readonly LLVMTypeRef Int1Type => LLVM.Int1TypeInContext(this);

    public readonly LLVMTypeRef Int8Type => LLVM.Int8TypeInContext(this);

    public readonly LLVMTypeRef Int16Type => LLVM.Int16TypeInContext(this);

    public readonly LLVMTypeRef Int32Type => LLVM.Int32TypeInContext(this);

    public readonly LLVMTypeRef Int64Type => LLVM.Int64TypeInContext(this);

    public readonly LLVMTypeRef FloatType => LLVM.FloatTypeInContext(this);

    public readonly LLVMTypeRef DoubleType => LLVM.DoubleTypeInContext(this);

    public readonly LLVMTypeRef VoidType => LLVM.VoidTypeInContext(this);

    public static LLVMContextRef Create() => LLVM.ContextCreate();

    public readonly LLVMModuleRef CreateModuleWithName(string ModuleID)
    {
        using NativeText name = new(ModuleID);
        return LLVM.ModuleCreateWithNameInContext(name, this);
    }

    public readonly LLVMBuilderRef CreateBuilder() => LLVM.CreateBuilderInContext(this);

    public readonly LLVMBasicBlockRef AppendBasicBlock(LLVMValueRef Fn, string Name)
    {
        using NativeText name = new(Name);
        return LLVM.AppendBasicBlockInContext(this, Fn, name);
    }

    public readonly LLVMAttributeRef CreateEnumAttribute(uint KindId, ulong Val) => LLVM.CreateEnumAttribute(this, KindId, Val);

    public void Dispose()
    {
        if (Handle != IntPtr.Zero)
        {
            LLVM.ContextDispose(this);
            Handle = IntPtr.Zero;
        }
    }

    public readonly bool Equals(LLVMContextRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMContextRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
