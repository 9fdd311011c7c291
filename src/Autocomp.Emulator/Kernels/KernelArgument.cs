namespace Autocomp.Emulator;

/// <summary>One argument of a kernel call, in parameter order.</summary>
public abstract record KernelArgument
{
    /// <summary>A tensor. After the run, <see cref="Data"/> holds what the kernel left (out and in-out).</summary>
    /// <param name="Data">The bytes, row-major, little-endian; length is the tensor's size. Tensors of one call with the same array object share one place in memory.</param>
    /// <param name="Access">What the kernel may do with it.</param>
    public sealed record Tensor(byte[] Data, TensorAccess Access) : KernelArgument;

    /// <summary>An integer passed in an integer register, sign- or zero-extended to 64 bits by its C type.</summary>
    /// <param name="Value">The register's value.</param>
    public sealed record Integer(long Value) : KernelArgument;

    /// <summary>A single passed in a floating-point register.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Single(float Value) : KernelArgument;

    /// <summary>A double passed in a floating-point register.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Double(double Value) : KernelArgument;
}
