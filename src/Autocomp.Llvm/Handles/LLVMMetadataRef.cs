namespace LLVMSharp.Interop;

/// <summary>A metadata node.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMMetadataRef(IntPtr handle) : IEquatable<LLVMMetadataRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMMetadataRef(LLVMOpaqueMetadata* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaqueMetadata*(LLVMMetadataRef value) => (LLVMOpaqueMetadata*)value.Handle;

    public static bool operator ==(LLVMMetadataRef left, LLVMMetadataRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMMetadataRef left, LLVMMetadataRef right) => left.Handle != right.Handle;

    public readonly bool Equals(LLVMMetadataRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMMetadataRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
