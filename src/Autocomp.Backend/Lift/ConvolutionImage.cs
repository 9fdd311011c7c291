using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>Images inside a tensor parameter, one a batch entry; neighbouring channels of a pixel are neighbours in memory.</summary>
/// <param name="Tensor">The parameter.</param>
/// <param name="Offset">Element offset of row 0, column 0, channel 0 of the first image.</param>
/// <param name="BatchStride">Elements from one image to the next.</param>
/// <param name="RowStride">Elements from one row to the next.</param>
/// <param name="ColumnStride">Elements from one pixel of a row to the next.</param>
public sealed record ConvolutionImage(KernelParameter Tensor, long Offset, long BatchStride, long RowStride, long ColumnStride)
{
    /// <summary>All pixels as rows of one matrix, or null when they don't follow each other.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="rows">Rows of each.</param>
    /// <param name="columns">Columns of each.</param>
    /// <param name="channels">Channels.</param>
    internal (MatrixOperand Operand, int Rows, int Columns)? Matrix(int batch, int rows, int columns, int channels) =>
        (rows == 1 || RowStride == columns * ColumnStride) && (batch == 1 || BatchStride == (long)rows * columns * ColumnStride) && (long)batch * rows * columns <= int.MaxValue
            ? (new(Tensor, Offset, ColumnStride, false), batch * rows * columns, channels)
            : null;
}
