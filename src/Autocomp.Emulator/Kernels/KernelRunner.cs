using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Runs built kernels (relocatable objects) on one emulated machine, call after call without reset, as an application or a trial does.</summary>
/// <remarks>Not thread-safe: one runner a thread.</remarks>
public sealed class KernelRunner
{
    /// <summary>A machine of the given target in reset state.</summary>
    /// <param name="target">The machine to emulate.</param>
    public KernelRunner(TargetDescription target) => Target = target;

    /// <summary>The machine that this runner emulates.</summary>
    public TargetDescription Target { get; }

    /// <summary>Calls one kernel. Outputs are copied back into the tensor arguments' bytes, also after a fault.</summary>
    /// <param name="elf">A relocatable RV64 object.</param>
    /// <param name="symbol">The function to call.</param>
    /// <param name="arguments">Arguments in parameter order.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellation">Ends the run with <see cref="OperationCanceledException"/>.</param>
    /// <returns>What happened. A bad object is a <see cref="BadImageFormatException"/>.</returns>
    public KernelRunResult Run(
        ReadOnlyMemory<byte> elf,
        string symbol,
        IReadOnlyList<KernelArgument> arguments,
        KernelRunOptions options,
        CancellationToken cancellation = default) =>
        throw new NotSupportedException("The core is not part of this build yet.");
}
