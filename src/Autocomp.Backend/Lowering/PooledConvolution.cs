using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Backend.Lowering;

/// <summary>A convolution whose only reader is the max pooling behind it: what it computes is pooled while it is stored and never is in memory. For lowering, it is one part.</summary>
/// <param name="Layer">The convolution.</param>
/// <param name="Pool">The pooling.</param>
/// <param name="Tile">How much is summed up at a time.</param>
internal sealed record PooledConvolution(TensorOperation.Convolution Layer, TensorOperation.MaxPool Pool, ConvolutionTile Tile) : TensorOperation
{
    /// <inheritdoc/>
    public override long Macs => Layer.Macs;

    /// <inheritdoc/>
    public override string Description => $"{Layer.Description}; then {Pool.Description}";

    /// <inheritdoc/>
    public override string Formula => $"{Layer.Formula}\n{Pool.Formula}";

    /// <inheritdoc/>
    public override IEnumerable<KernelParameter> Reads => Layer.Reads;

    /// <inheritdoc/>
    public override IEnumerable<KernelParameter> Writes => Pool.Writes;

    /// <inheritdoc/>
    public override TensorOperation WithOperands(Func<MatrixOperand, MatrixOperand> change) =>
        this with { Layer = (Convolution)Layer.WithOperands(change), Pool = (MaxPool)Pool.WithOperands(change) };

    /// <inheritdoc/>
    public override void Replay(FloatReplay replay) => throw new InvalidOperationException("Only integers are pooled.");

    /// <summary>An operation in which convolutions and the poolings behind them are one part where they can be.</summary>
    /// <param name="operation">What a kernel computes.</param>
    /// <param name="target">The machine.</param>
    public static TensorOperation FindIn(TensorOperation operation, TargetDescription target) => operation is Sequence sequence ? Join(sequence, target) : operation;

    private static TensorOperation Join(Sequence sequence, TargetDescription target)
    {
        List<TensorOperation> parts = [];
        foreach (TensorOperation part in sequence.Parts)
        {
            if (part is MaxPool pool && parts.Count > 0 && parts[^1] is Convolution convolution && Meet(convolution, pool)
                && sequence.Leaves.Count(leaf => leaf.Reads.Concat(leaf.Writes).Any(tensor => tensor.Name == pool.X.Tensor.Name)) == 2
                && ConvolutionTile.Of(convolution, pool, target) is { } tile)
            {
                parts[^1] = new PooledConvolution(convolution, pool, tile);
            }
            else
            {
                parts.Add(part);
            }
        }

        return parts.Count == 1 ? parts[0] : new Sequence([.. parts]);
    }

    /// <summary>Whether a pooling reads a buffer as a convolution has left it.</summary>
    private static bool Meet(Convolution convolution, MaxPool pool) =>
        convolution is { IsDepthwise: false, Epilogue.Narrow: true } && StackBuffers.IsBuffer(pool.X.Tensor) && pool.X.Tensor.Name == convolution.Y.Tensor.Name
        && pool.Batch == convolution.Batch && pool.Channels == convolution.OutputChannels && pool.X.Offset == convolution.Y.Offset
        && Covers(pool.Vertical, convolution.Vertical) && Covers(pool.Horizontal, convolution.Horizontal)
        && pool.X.RowStride == convolution.Y.RowStride && pool.X.ColumnStride == convolution.Y.ColumnStride
        && (pool.Batch == 1 || pool.X.BatchStride == convolution.Y.BatchStride);

    // Padding of the store counts as zero, and no sum is known to be the smallest whatever the scale.
    private static bool Covers(ConvolutionAxis windows, ConvolutionAxis results) => windows.Inputs <= results.Outputs && !windows.IsPadded;
}
