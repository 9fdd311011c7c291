namespace LLVMSharp.Interop;

/// <summary>A basic block.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMBasicBlockRef(IntPtr handle) : IEquatable<LLVMBasicBlockRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMBasicBlockRef(LLVMOpaqueBasicBlock* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaqueBasicBlock*(LLVMBasicBlockRef value) => (LLVMOpaqueBasicBlock*)value.Handle;

    public static bool operator ==(LLVMBasicBlockRef left, LLVMBasicBlockRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMBasicBlockRef left, LLVMBasicBlockRef right) => left.Handle != right.Handle;

    /// <summary>The block's terminator, or null.</summary>
    public readonly LLVMValueRef Terminator => LLVM.GetBasicBlockTerminator(this);

    /// <summary>The block's first instruction, or null.</summary>
    public readonly LLVMValueRef FirstInstruction => LLVM.GetFirstInstruction(this);

    public readonly bool Equals(LLVMBasicBlockRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMBasicBlockRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
