namespace LLVMSharp.Interop;

/// <summary>Settings of an optimisation pipeline.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMPassBuilderOptionsRef(IntPtr handle) : IEquatable<LLVMPassBuilderOptionsRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMPassBuilderOptionsRef(LLVMOpaquePassBuilderOptions* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaquePassBuilderOptions*(LLVMPassBuilderOptionsRef value) => (LLVMOpaquePassBuilderOptions*)value.Handle;

    public static bool operator ==(LLVMPassBuilderOptionsRef left, LLVMPassBuilderOptionsRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMPassBuilderOptionsRef left, LLVMPassBuilderOptionsRef right) => left.Handle != right.Handle;

    public static LLVMPassBuilderOptionsRef Create() => LLVM.CreatePassBuilderOptions();

    public void Dispose()
    {
        if (Handle != IntPtr.Zero)
        {
            LLVM.DisposePassBuilderOptions(this);
            Handle = IntPtr.Zero;
        }
    }

    public readonly void SetVerifyEach(bool VerifyEach) => LLVM.PassBuilderOptionsSetVerifyEach(this, VerifyEach ? 1 : 0);

    public readonly void SetLoopVectorization(bool LoopVectorization) => LLVM.PassBuilderOptionsSetLoopVectorization(this, LoopVectorization ? 1 : 0);

    public readonly void SetSLPVectorization(bool SLPVectorization) => LLVM.PassBuilderOptionsSetSLPVectorization(this, SLPVectorization ? 1 : 0);

    public readonly void SetLoopUnrolling(bool LoopUnrolling) => LLVM.PassBuilderOptionsSetLoopUnrolling(this, LoopUnrolling ? 1 : 0);

    public readonly bool Equals(LLVMPassBuilderOptionsRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMPassBuilderOptionsRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
