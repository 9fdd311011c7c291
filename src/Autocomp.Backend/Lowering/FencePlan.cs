using Autocomp.Backend.Lift;

namespace Autocomp.Backend.Lowering;

/// <summary>Where a fence must stand between operations: in front of one that touches memory which an earlier one may still be reading or writing.</summary>
/// <remarks>The accelerator orders its commands by local rows only: a load of what a store may still be writing needs a fence, and so does a store over what a load may still be reading.</remarks>
internal sealed class FencePlan
{
    private readonly HashSet<TensorOperation> before = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<TensorOperation> behind = new(ReferenceEqualityComparer.Instance);
    private readonly List<MemoryRegion> pending = [];
    private readonly List<int> counts = [];

    private FencePlan()
    {
    }

    /// <summary>The fences of an operation; one behind all of it is not counted.</summary>
    /// <param name="operation">The operation.</param>
    public static FencePlan Of(TensorOperation operation)
    {
        FencePlan plan = new();
        plan.Visit(operation);
        return plan;
    }

    /// <summary>Whether a fence stands before a part.</summary>
    /// <param name="part">The part.</param>
    public bool IsBefore(TensorOperation part) => before.Contains(part);

    /// <summary>Whether each iteration ends with a fence.</summary>
    /// <param name="repeat">The repetition.</param>
    public bool IsBehindBody(TensorOperation.Repeat repeat) => behind.Contains(repeat);

    private void Visit(TensorOperation operation)
    {
        switch (operation)
        {
            case TensorOperation.Sequence sequence:
                foreach (TensorOperation part in sequence.Parts)
                {
                    Visit(part);
                }

                break;
            case TensorOperation.Repeat repeat:
                FenceBefore(repeat);
                counts.Add(repeat.Count);
                Visit(repeat.Body);
                if (repeat.Count > 1 && MeetsItself(repeat))
                {
                    behind.Add(repeat);
                    pending.Clear();
                }

                counts.RemoveAt(counts.Count - 1);
                break;
            default:
                FenceBefore(operation);
                pending.AddRange(MemoryRegion.Of(operation));
                break;
        }

        // What the core does ends with a fence of its own.
        if (operation is TensorOperation.Host)
        {
            pending.Clear();
        }
    }

    private void FenceBefore(TensorOperation part)
    {
        if (pending.Count > 0 && part.Leaves.Any(leaf => WritesByCore(leaf) || MemoryRegion.Of(leaf).Any(Meets)))
        {
            before.Add(part);
            pending.Clear();
        }
    }

    private bool Meets(MemoryRegion region) => pending.Any(earlier => earlier.Memory == region.Memory && (earlier.IsWritten || region.IsWritten));

    /// <summary>Whether the schedule of an operation fills buffers of its own on the core.</summary>
    private static bool WritesByCore(TensorOperation leaf) => leaf is TensorOperation.MaxPool or TensorOperation.Convolution { IsDepthwise: true };

    /// <summary>Whether one iteration may touch what another one writes.</summary>
    private bool MeetsItself(TensorOperation.Repeat repeat)
    {
        // Repetitions inside have been left: their counts follow from the operands' leaves.
        List<(MemoryRegion Region, int[] Counts)> regions = [];
        Collect(repeat.Body, [.. counts], regions);
        return repeat.Leaves.Any(leaf => WritesByCore(leaf) || leaf is TensorOperation.Host)
            || regions.GroupBy(item => item.Region.Memory).Any(group => group.Any(item => item.Region.IsWritten)
                && !group.All(item => item.Region.IsSamePart(group.First().Region) && item.Region.IsApart(item.Counts, counts.Count - 1)));
    }

    private static void Collect(TensorOperation operation, int[] around, List<(MemoryRegion, int[])> regions)
    {
        switch (operation)
        {
            case TensorOperation.Sequence sequence:
                foreach (TensorOperation part in sequence.Parts)
                {
                    Collect(part, around, regions);
                }

                break;
            case TensorOperation.Repeat repeat:
                Collect(repeat.Body, [.. around, repeat.Count], regions);
                break;
            default:
                regions.AddRange(MemoryRegion.Of(operation).Select(region => (region, around)));
                break;
        }
    }
}
