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
    /// <param name="lift">All that lift found, for kernels of several operations; default: the operation alone.</param>
    /// <returns>The space, or null when the built-in proposer does not know the operation.</returns>
    public static IScheduleSpace? For(KernelInfo kernel, TensorOperation? operation, TargetDescription target, bool loopCommands, LiftResult? lift = null) => operation switch
    {
        TensorOperation.MatrixProduct product => new GemmSpace(new GemmShape(kernel, product, target), loopCommands),
        TensorOperation.Convolution convolution => new ConvSpace(new ConvShape(kernel, convolution, target)),
        TensorOperation.Sequence or TensorOperation.Repeat or TensorOperation.MatrixSum when target.Element == ElementType.Float32 && new ChainSpace(kernel, operation, target) is { Unsupported: null } chain => chain,
        TensorOperation.Sequence or TensorOperation.Repeat => new JointSpace(lift ?? new LiftResult(operation, "", null), kernel, target, loopCommands),
        _ => null,
    };
}
