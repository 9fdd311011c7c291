namespace LLVMSharp.Interop;

/// <summary>A data layout.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMTargetDataRef(IntPtr handle) : IEquatable<LLVMTargetDataRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMTargetDataRef(LLVMOpaqueTargetData* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaqueTargetData*(LLVMTargetDataRef value) => (LLVMOpaqueTargetData*)value.Handle;

    public static bool operator ==(LLVMTargetDataRef left, LLVMTargetDataRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMTargetDataRef left, LLVMTargetDataRef right) => left.Handle != right.Handle;

    public readonly bool Equals(LLVMTargetDataRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMTargetDataRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
