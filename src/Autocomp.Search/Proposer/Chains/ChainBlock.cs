using Autocomp.Frontend.Kernels;

namespace Autocomp.Search.Proposer;

/// <summary>A block of a tensor as it lies in memory: rows of consecutive elements.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Offset">Element offset of its first element.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="RowStride">Elements from one row to the next; 0 for a single row.</param>
/// <param name="Coefficient">What its elements are multiplied by when they are loaded.</param>
internal sealed record ChainBlock(KernelParameter Tensor, long Offset, int Rows, int Columns, long RowStride, float Coefficient)
{
    /// <summary>How often it was computed before: each time has a place of its own in the scratchpad.</summary>
    public int Version { get; init; }

    /// <summary>A block; the stride of a single row does not count.</summary>
    public static ChainBlock Of(KernelParameter tensor, long offset, int rows, int columns, long rowStride, float coefficient) =>
        new(tensor, offset, rows, columns, rows == 1 ? 0 : rowStride, coefficient);

    /// <summary>The elements that it covers.</summary>
    public IEnumerable<long> Elements()
    {
        for (int r = 0; r < Rows; r++)
        {
            for (int c = 0; c < Columns; c++) yield return Offset + r * RowStride + c;
        }
    }
}
