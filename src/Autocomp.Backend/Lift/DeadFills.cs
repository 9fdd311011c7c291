using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>Drops the zeros of a stack buffer that nobody reads: the buffer is overwritten first, or its nests keep their sums in the accelerator.</summary>
internal static class DeadFills
{
    /// <summary>The parts without such zeros.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="buffers">The kernel's stack buffers.</param>
    public static ImmutableArray<LiftPart> Remove(ImmutableArray<LiftPart> parts, StackBuffers buffers)
    {
        ImmutableArray<LiftPart>.Builder kept = ImmutableArray.CreateBuilder<LiftPart>();
        for (int i = 0; i < parts.Length; i++)
        {
            LiftPart part = parts[i] is LiftPart.Repeated repeated ? repeated with { Parts = Remove(repeated.Parts, buffers) } : parts[i];
            if (part is not LiftPart.Kept { Fill: { } filled } || !IsDead(buffers.Of(filled), parts.Skip(i + 1), buffers))
            {
                kept.Add(part);
            }
        }

        return kept.ToImmutable();
    }

    private static bool IsDead(KernelParameter buffer, IEnumerable<LiftPart> behind, StackBuffers buffers)
    {
        LiftPart? user = behind.FirstOrDefault(part => part.Leaves.Any(leaf => Uses(leaf, buffer, buffers, writes: true) || Uses(leaf, buffer, buffers, writes: false)));
        if (user is null)
        {
            return true;
        }

        List<long> iterations = [];
        while (user is LiftPart.Repeated repeated)
        {
            iterations.Add(repeated.Loop.Count);
            bool readInside = repeated.Leaves.Any(leaf => Uses(leaf, buffer, buffers, writes: false));
            LiftPart first = repeated.Parts.First(part => part.Leaves.Any(leaf => Uses(leaf, buffer, buffers, writes: true) || Uses(leaf, buffer, buffers, writes: false)));
            if (readInside && !(first is LiftPart.Lifted { Nest.Operation: { } operation } && Covers(operation, buffer, [])))
            {
                return false;
            }

            user = first;
        }

        return user is LiftPart.Lifted { Nest.Operation: { } writer } && !writer.Reads.Any(tensor => tensor.Name == buffer.Name)
            && (Covers(writer, buffer, []) || Covers(writer, buffer, [.. iterations]));
    }

    private static bool Uses(LiftPart leaf, KernelParameter buffer, StackBuffers buffers, bool writes) => (leaf switch
    {
        LiftPart.Lifted lifted when writes => lifted.Nest.Operation!.Writes,
        LiftPart.Lifted lifted => lifted.Nest.Operation!.Reads,
        LiftPart.Kept kept when writes => TensorUses.Of(kept.Nest.Statements, buffers).Writes,
        LiftPart.Kept kept => TensorUses.Of(kept.Nest.Statements, buffers).Reads,
        _ => [],
    }).Any(tensor => tensor.Name == buffer.Name);

    /// <summary>Whether an operation, in all iterations around it, writes every element of a buffer.</summary>
    private static bool Covers(TensorOperation operation, KernelParameter buffer, ImmutableArray<long> iterations)
    {
        if (operation.Result is not { Operand: var result, Rows: var rows, Columns: var columns } || result.Tensor.Name != buffer.Name || result.Offset != 0)
        {
            return false;
        }

        List<(long Stride, long Count)> dimensions = [(1, columns), (result.RowStride, rows)];
        for (int depth = 0; depth < iterations.Length; depth++)
        {
            dimensions.Add((depth < result.Steps.Length ? result.Steps[depth] : 0, iterations[depth]));
        }

        long covered = 1;
        foreach ((long stride, long extent) in dimensions.Where(dimension => dimension is { Count: > 1, Stride: > 0 }).OrderBy(dimension => dimension.Stride))
        {
            if (stride > covered)
            {
                return false;
            }

            covered = Math.Max(covered, stride * (extent - 1) + covered);
        }

        return covered >= buffer.Elements;
    }
}
