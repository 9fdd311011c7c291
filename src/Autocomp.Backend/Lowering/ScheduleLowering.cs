using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Isa;

namespace Autocomp.Backend.Lowering;

/// <summary>Writes starting schedules: correct, plain, for any sizes.</summary>
public static class ScheduleLowering
{
    /// <summary>The starting schedule of a kernel, as C# text.</summary>
    /// <param name="lift">What the kernel was lifted to.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">The machine.</param>
    public static string Lower(LiftResult lift, KernelInfo kernel, TargetDescription target) => lift.Operation is { } operation
        ? ScheduleText.Schedule(kernel, text => new LowerOperations(Joined(operation, target), lift, kernel, target).Write(text))
        : LowerBody(kernel);

    /// <summary>A schedule that runs some operations by methods, the others plainly, with fences where memory is shared.</summary>
    /// <param name="lift">What the kernel was lifted to, wholly or in part.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">The machine.</param>
    /// <param name="calls">The methods.</param>
    public static string Lower(LiftResult lift, KernelInfo kernel, TargetDescription target, IOperationCalls calls) => ScheduleText.Schedule(
        kernel,
        text => new LowerOperations(lift.Operation ?? throw new ArgumentException("The kernel is not lifted.", nameof(lift)), lift, kernel, target, calls).Write(text),
        calls.Methods);

    /// <summary>The starting schedule of an operation without host loops and stack buffers, as C# text.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">The machine.</param>
    public static string Lower(TensorOperation operation, KernelInfo kernel, TargetDescription target) => Lower(new LiftResult(operation, "", null), kernel, target);

    /// <summary>For remarks: what the start keeps on the accelerator from one operation to the next.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="target">The machine.</param>
    internal static string Kept(TensorOperation operation, TargetDescription target)
    {
        TensorOperation joined = Joined(operation, target);
        string pooled = string.Concat(joined.Leaves.OfType<PooledConvolution>().Select(part => $"; '{part.Pool.X.Tensor.Name}' is pooled while it is stored"));
        string[] kept =
        [
            .. joined.Leaves.OfType<ResidentChain>().SelectMany(chain => chain.Plan.Passed)
                .Concat(ResidencyPlan.Of(joined, target).Kept.Select(tensor => tensor.Name)).Distinct().Select(name => $"'{name}'"),
        ];
        return pooled + kept.Length switch
        {
            0 => "",
            1 => $"; {kept[0]} stays in the scratchpad",
            _ => $"; {string.Join(", ", kept[..^1])} and {kept[^1]} stay in the scratchpad",
        };
    }

    /// <summary>The operation with parts that are lowered together as one.</summary>
    private static TensorOperation Joined(TensorOperation operation, TargetDescription target) =>
        ResidentChain.FindIn(PooledConvolution.FindIn(operation, target), target);

    /// <summary>The starting schedule of a kernel that is not lifted: its own body over pointers, with the checks that C# would make.</summary>
    /// <param name="kernel">The kernel.</param>
    public static string LowerBody(KernelInfo kernel) => SchedulePrinter.Print(kernel, PointerBody.Of(kernel.Body));
}
