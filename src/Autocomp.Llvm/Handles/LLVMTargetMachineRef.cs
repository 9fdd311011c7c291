namespace LLVMSharp.Interop;

/// <summary>Generates code for one target, processor and set of features.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMTargetMachineRef(IntPtr handle) : IEquatable<LLVMTargetMachineRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMTargetMachineRef(LLVMOpaqueTargetMachine* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaqueTargetMachine*(LLVMTargetMachineRef value) => (LLVMOpaqueTargetMachine*)value.Handle;

    public static bool operator ==(LLVMTargetMachineRef left, LLVMTargetMachineRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMTargetMachineRef left, LLVMTargetMachineRef right) => left.Handle != right.Handle;

    /// <summary>The data layout of the target.</summary>
    public readonly LLVMTargetDataRef CreateTargetDataLayout() => LLVM.CreateTargetDataLayout(this);

    public readonly bool Equals(LLVMTargetMachineRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMTargetMachineRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
