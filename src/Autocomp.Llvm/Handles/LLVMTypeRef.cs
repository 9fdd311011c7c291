namespace LLVMSharp.Interop;

/// <summary>A type.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMTypeRef(IntPtr handle) : IEquatable<LLVMTypeRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMTypeRef(LLVMOpaqueType* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaqueType*(LLVMTypeRef value) => (LLVMOpaqueType*)value.Handle;

    public static bool operator ==(LLVMTypeRef left, LLVMTypeRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMTypeRef left, LLVMTypeRef right) => left.Handle != right.Handle;

    public static LLVMTypeRef CreateFunction(LLVMTypeRef ReturnType, ReadOnlySpan<LLVMTypeRef> ParamTypes, bool IsVarArg)
    {
        fixed (LLVMTypeRef* types = ParamTypes)
        {
            return LLVM.FunctionType(ReturnType, (LLVMOpaqueType**)types, (uint)ParamTypes.Length, IsVarArg ? 1 : 0);
        }
    }

    public static LLVMTypeRef CreateArray2(LLVMTypeRef ElementType, ulong ElementCount) => LLVM.ArrayType2(ElementType, ElementCount);

    public readonly bool Equals(LLVMTypeRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMTypeRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
