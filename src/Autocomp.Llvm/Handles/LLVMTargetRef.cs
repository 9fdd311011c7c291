namespace LLVMSharp.Interop;

/// <summary>A target that the library can generate code for.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMTargetRef(IntPtr handle) : IEquatable<LLVMTargetRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMTargetRef(LLVMTarget* value) => new((IntPtr)value);

    public static implicit operator LLVMTarget*(LLVMTargetRef value) => (LLVMTarget*)value.Handle;

    public static bool operator ==(LLVMTargetRef left, LLVMTargetRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMTargetRef left, LLVMTargetRef right) => left.Handle != right.Handle;

    /// <summary>The target of a triple.</summary>
    /// <param name="triple">For example <c>riscv64-unknown-elf</c>.</param>
    /// <param name="outTarget">The target.</param>
    /// <param name="outError">Why there is none, or empty.</param>
    public static bool TryGetTargetFromTriple(ReadOnlySpan<char> triple, out LLVMTargetRef outTarget, out string outError)
    {
        using NativeText name = new(triple);
        LLVMTarget* target;
        sbyte* message = null;
        bool found = LLVM.GetTargetFromTriple(name, &target, &message) == 0;
        outTarget = found ? target : default(LLVMTargetRef);
        outError = NativeText.TakeMessage(message);
        return found;
    }

    public readonly bool Equals(LLVMTargetRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMTargetRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
