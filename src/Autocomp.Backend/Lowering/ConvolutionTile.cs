using Autocomp.Backend.Lift;
using Autocomp.Isa;

namespace Autocomp.Backend.Lowering;

/// <summary>How much of a convolution's output is summed up at a time in half of the accumulator, and where each sum lies.</summary>
/// <param name="Rows">Output rows of a tile; with pooling, rows of pooled output.</param>
/// <param name="Columns">Output columns of a tile, at most as many as the array has rows; with pooling, columns of pooled output.</param>
/// <param name="Blocks">Blocks of output channels, each as wide as the array.</param>
/// <param name="RowPitch">Accumulator rows from one row of sums to the next.</param>
/// <param name="BlockPitch">Accumulator rows from one block of channels to the next.</param>
internal sealed record ConvolutionTile(int Rows, int Columns, int Blocks, int RowPitch, int BlockPitch)
{
    // Windows overlap: rows at the edge of a tile are summed up twice. More channels at a time are not worth more of that.
    private const double LeastNew = 0.85;

    /// <summary>The tile of a convolution. Blocks of a row of sums follow each other, so that one store takes them all.</summary>
    /// <param name="convolution">The convolution.</param>
    /// <param name="target">The machine.</param>
    public static ConvolutionTile Of(TensorOperation.Convolution convolution, TargetDescription target)
    {
        int blocks = MostBlocks(convolution, target), pitch = blocks * target.Dim;
        return new(Math.Clamp(target.AccumulatorRows / 2 / pitch, 1, convolution.Vertical.Outputs), target.Dim, blocks, pitch, target.Dim);
    }

    /// <summary>The tile of a convolution that is pooled while it is stored: an image of its own for each block, as the store needs it. Null when no window fits.</summary>
    /// <param name="convolution">The convolution.</param>
    /// <param name="pool">The pooling.</param>
    /// <param name="target">The machine.</param>
    public static ConvolutionTile? Of(TensorOperation.Convolution convolution, TensorOperation.MaxPool pool, TargetDescription target)
    {
        int taps = pool.Horizontal.Taps, stride = pool.Horizontal.Stride;
        int columns = Math.Min(pool.Horizontal.Outputs, (target.Dim - taps) / stride + 1), width = (columns - 1) * stride + taps;
        ConvolutionTile? best = null;
        for (int blocks = MostBlocks(convolution, target); blocks > 0; blocks--)
        {
            int positions = Math.Min(target.AccumulatorRows / 2 / (blocks * width), byte.MaxValue);
            if (positions < taps)
            {
                continue;
            }

            int rows = Math.Min(pool.Vertical.Outputs, (positions - taps) / stride + 1);
            best = new(rows, columns, blocks, width, ((rows - 1) * stride + taps) * width);
            if (rows == pool.Vertical.Outputs || (double)(rows * stride) / ((rows - 1) * stride + taps) >= LeastNew)
            {
                break;
            }
        }

        return best;
    }

    private static int MostBlocks(TensorOperation.Convolution convolution, TargetDescription target) =>
        Math.Min(target.MaxBlockLength, (convolution.OutputChannels + target.Dim - 1) / target.Dim);
}
