namespace LLVMSharp.Interop;

/// <summary>An error that LLVM returned; null for success.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMErrorRef(IntPtr handle) : IEquatable<LLVMErrorRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMErrorRef(LLVMOpaqueError* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaqueError*(LLVMErrorRef value) => (LLVMOpaqueError*)value.Handle;

    public static bool operator ==(LLVMErrorRef left, LLVMErrorRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMErrorRef left, LLVMErrorRef right) => left.Handle != right.Handle;

    public readonly bool Equals(LLVMErrorRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMErrorRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
