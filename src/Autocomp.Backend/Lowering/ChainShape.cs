using System.Collections.Immutable;

namespace Autocomp.Backend.Lowering;

/// <summary>Lays one tensor out for all its uses in a chain.</summary>
internal static class ChainShape
{
    /// <summary>Rows and width of the tensor, or null when its uses don't go together.</summary>
    /// <param name="uses">The uses; all of one key.</param>
    /// <param name="outer">How often each repetition around the chain runs.</param>
    /// <param name="dim">Rows and columns of the array.</param>
    public static ChainTensor? Of(ChainUse[] uses, ImmutableArray<int> outer, int dim)
    {
        ChainMatrix first = uses[0].Matrix;
        ImmutableArray<long> moves = [.. first.Steps.Take(outer.Length)];
        if (first.IsBroadcast)
        {
            return uses.Any(use => use.IsResult || !use.IsFixed(outer.Length)) ? null : new(first.Tensor, first.Coefficient, moves, first.Offset, first.Columns, 0, first.Rows);
        }

        long[] strides = [.. uses.Where(use => use.Matrix.Rows > 1).Select(use => use.Matrix.RowStride).Distinct()];
        long width = strides.Length == 0 ? uses.Max(use => use.Matrix.Columns) : strides[0];
        if (strides.Length > 1 || width <= 0 || width > int.MaxValue)
        {
            return null;
        }

        long low = long.MaxValue, high = 0;
        foreach (ChainUse use in uses)
        {
            ChainMatrix matrix = use.Matrix;
            (long lowest, long highest) = Range(matrix, use.Counts, outer.Length);
            bool fits = matrix.Offset % width % dim == 0 && matrix.Offset % width + matrix.Columns <= width
                && matrix.Steps.Skip(outer.Length).All(step => step % width == 0) && lowest >= 0;
            if (!fits)
            {
                return null;
            }

            low = Math.Min(low, lowest / width);
            high = Math.Max(high, highest / width + matrix.Rows);
        }

        ChainTensor tensor = new(first.Tensor, first.Coefficient, moves, low * width, (int)width, width, checked((int)(high - low)));
        return IsInside(tensor, outer) && (!uses.Any(use => use.IsResult) || MeetsByTiles(uses, width, outer.Length)) ? tensor : null;
    }

    /// <summary>The array knows what it has not written yet by its first row only: operands must be cut where results are cut.</summary>
    private static bool MeetsByTiles(ChainUse[] uses, long width, int outer)
    {
        ChainMatrix first = uses[0].Matrix;
        return uses.All(use => use.Matrix.Rows == first.Rows && (use.Matrix.Offset / width - first.Offset / width) % first.Rows == 0
            && use.Matrix.Steps.Skip(outer).All(step => step / width % first.Rows == 0));
    }

    /// <summary>Whether whole rows stay inside the tensor, wherever the repetitions around move them.</summary>
    private static bool IsInside(ChainTensor tensor, ImmutableArray<int> outer)
    {
        long low = tensor.Offset, high = tensor.Offset + (long)tensor.Rows * tensor.Width;
        for (int depth = 0; depth < tensor.Outer.Length; depth++)
        {
            long reach = tensor.Outer[depth] * (outer[depth] - 1);
            low += Math.Min(0, reach);
            high += Math.Max(0, reach);
        }

        return low >= 0 && high <= tensor.Tensor.Elements;
    }

    /// <summary>The lowest and the highest offset in the iterations of the chain's repetitions.</summary>
    private static (long Low, long High) Range(ChainMatrix matrix, ImmutableArray<int> counts, int outer)
    {
        long low = matrix.Offset, high = matrix.Offset;
        for (int depth = outer; depth < matrix.Steps.Length; depth++)
        {
            long reach = matrix.Steps[depth] * (counts[depth] - 1);
            low += Math.Min(0, reach);
            high += Math.Max(0, reach);
        }

        return (low, high);
    }
}
