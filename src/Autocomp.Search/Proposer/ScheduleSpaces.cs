using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Search.Proposer;

/// <summary>Which space of schedules belongs to an operation.</summary>
public static class ScheduleSpaces
{
    /// <summary>Picks the space.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="operation">What it was lifted to, or null.</param>
    /// <param name="target">The machine.</param>
    /// <param name="loopCommands">Whether hardware loop commands may be used.</param>
    /// <returns>The space, or null when the built-in proposer does not know the operation.</returns>
    public static IScheduleSpace? For(KernelInfo kernel, TensorOperation? operation, TargetDescription target, bool loopCommands) => operation switch
    {
        TensorOperation.MatrixProduct product => new GemmSpace(new GemmShape(kernel, product, target), loopCommands),
        TensorOperation.Convolution convolution => new ConvSpace(new ConvShape(kernel, convolution, target)),
        TensorOperation.Sequence or TensorOperation.Repeat or TensorOperation.MatrixSum when target.Element == ElementType.Float32 => new ChainSpace(kernel, operation, target),
        _ => null,
    };
}
