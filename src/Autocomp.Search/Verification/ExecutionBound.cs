using System.Globalization;
using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Search.Verification;

/// <summary>The fewest cycles that a run can have taken: what is faster is a defect of the measurement or a trick, never a result.</summary>
public static class ExecutionBound
{
    private const string OfMethod = "multiplications of the C# method";

    /// <summary>The compute bound: cycles that the array alone needs for an operation when it is never idle; 0 when there is none.</summary>
    public static long Ideal(TensorOperation? operation, TargetDescription target) =>
        operation is null ? 0 : DivideUp(NeededMacs.Of(operation), target.PeakMacsPerCycle);

    /// <summary>The memory bound: cycles that the accelerator's port needs to move every tensor of the kernel once; 0 without an operation.</summary>
    public static long Memory(TensorOperation? operation, IEnumerable<KernelParameter> parameters, TargetDescription target) =>
        operation is null ? 0 : DivideUp(
            parameters.Where(p => p.Kind == ParameterKind.Tensor).Sum(p => p.Direction == ParameterDirection.InOut ? 2 * p.Bytes : p.Bytes),
            target.Timing.DmaBeatBytes);

    /// <summary>The bound of one timed run: of the operation as the source states it, and of the multiplications, bytes and instructions that were executed.</summary>
    public static (long Cycles, string Cause) Of(KernelRunResult run, TensorOperation? operation, TargetDescription target)
    {
        (long Cycles, string Cause)[] bounds =
        [
            (Ideal(operation, target), OfMethod),
            (DivideUp(run.Macs, target.PeakMacsPerCycle), "multiplications that it executed"),
            (DivideUp(run.Profile?.BytesRead ?? 0, target.Timing.DmaBeatBytes), "bytes that it loaded"),
            (DivideUp(run.Profile?.BytesWritten ?? 0, target.Timing.DmaBeatBytes), "bytes that it stored"),
            (run.Instructions, "core instructions that it executed"),
            (run.Commands, "accelerator commands that it issued"),
        ];
        return bounds.MaxBy(b => b.Cycles);
    }

    /// <summary>Judges a timed run.</summary>
    /// <returns>Null, or a sentence with cycles and bound.</returns>
    public static string? Check(KernelRunResult run, TensorOperation? operation, TargetDescription target)
    {
        if (run.Profile is not { } profile) return null;
        (long bound, string cause) = Of(run, operation, target);
        return profile.Cycles >= bound
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"measured {profile.Cycles} cycles, fewer than the {bound} that the {cause} need{(cause == OfMethod ? $"; no algebraic rewrite of this operation that needs fewer has a name here, so it is refused: {Rewrite(run, operation)}" : "")}");
    }

    /// <summary>What evidence says of a run that multiplied less often than the method asks for; null when it did not.</summary>
    public static string? FewerMultiplications(KernelRunResult run, TensorOperation? operation) =>
        operation is not null && run.Macs < NeededMacs.Of(operation) ? "rewrite without a name: " + Rewrite(run, operation) + "; no bound is beaten" : null;

    private static string Rewrite(KernelRunResult run, TensorOperation? operation) =>
        string.Create(CultureInfo.InvariantCulture, $"it executed {run.Macs} multiplications on the array where the C# method has {(operation is null ? 0 : NeededMacs.Of(operation))}");

    private static long DivideUp(long value, long by) => (value + by - 1) / by;
}
