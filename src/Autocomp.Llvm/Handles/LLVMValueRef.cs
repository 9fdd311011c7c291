namespace LLVMSharp.Interop;

/// <summary>A value: constant, argument, instruction, function or global.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMValueRef(IntPtr handle) : IEquatable<LLVMValueRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMValueRef(LLVMOpaqueValue* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaqueValue*(LLVMValueRef value) => (LLVMOpaqueValue*)value.Handle;

    public static bool operator ==(LLVMValueRef left, LLVMValueRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMValueRef left, LLVMValueRef right) => left.Handle != right.Handle;

    public readonly LLVMTypeRef TypeOf => Handle == IntPtr.Zero ? default(LLVMTypeRef) : LLVM.TypeOf(this);

    public static LLVMValueRef CreateConstInt(LLVMTypeRef IntTy, ulong N, bool SignExtend = false) => LLVM.ConstInt(IntTy, N, SignExtend ? 1 : 0);

    public static LLVMValueRef CreateConstNull(LLVMTypeRef Ty) => LLVM.ConstNull(Ty);

    public readonly LLVMValueRef GetParam(uint Index) => LLVM.GetParam(this, Index);

    public readonly void AddAttributeAtIndex(LLVMAttributeIndex Idx, LLVMAttributeRef A) => LLVM.AddAttributeAtIndex(this, Idx, A);

    public readonly void AddIncoming(ReadOnlySpan<LLVMValueRef> IncomingValues, ReadOnlySpan<LLVMBasicBlockRef> IncomingBlocks, uint Count)
    {
        fixed (LLVMValueRef* values = IncomingValues)
        fixed (LLVMBasicBlockRef* blocks = IncomingBlocks)
        {
            LLVM.AddIncoming(this, (LLVMOpaqueValue**)values, (LLVMOpaqueBasicBlock**)blocks, Count);
        }
    }

    public readonly bool Equals(LLVMValueRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMValueRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
