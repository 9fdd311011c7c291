using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Search.Proposer;

/// <summary>A convolution on one target, as the schedule writer sees it.</summary>
/// <remarks>A direction without neighbouring kernel positions reads every stride-th pixel only: it counts as one of stride 1 over those.</remarks>
public sealed record ConvShape
{
    // Zeros beside each row are written once, by one command a row and side.
    private const int MostPadding = 16;

    /// <summary>Looks at a convolution.</summary>
    /// <param name="kernel">The kernel that the schedule implements.</param>
    /// <param name="convolution">The operation.</param>
    /// <param name="target">The machine.</param>
    public ConvShape(KernelInfo kernel, TensorOperation.Convolution convolution, TargetDescription target)
    {
        Kernel = kernel;
        Convolution = convolution;
        Target = target;
        (Vertical, long rowStep) = Dense(convolution.Vertical);
        (Horizontal, long columnStep) = Dense(convolution.Horizontal);
        RowStride = convolution.X.RowStride * rowStep;
        ColumnStride = convolution.X.ColumnStride * columnStep;
    }

    /// <summary>The name of the method that is to be written alone, for a schedule of several operations; null for a whole schedule.</summary>
    public string? Method { get; init; }

    /// <summary>The kernel that the schedule implements.</summary>
    public KernelInfo Kernel { get; }

    /// <summary>The operation.</summary>
    public TensorOperation.Convolution Convolution { get; }

    /// <summary>The machine.</summary>
    public TargetDescription Target { get; }

    /// <summary>Rows.</summary>
    public ConvolutionAxis Vertical { get; }

    /// <summary>Columns.</summary>
    public ConvolutionAxis Horizontal { get; }

    /// <summary>Input elements from one row to the next.</summary>
    public long RowStride { get; }

    /// <summary>Input elements from one pixel to the next.</summary>
    public long ColumnStride { get; }

    /// <summary>Rows and columns of the array.</summary>
    public int Dim => Target.Dim;

    /// <summary>Elements that one load moves side by side.</summary>
    public int Wide => Target.Dim * Target.MaxBlockLength;

    /// <summary>Output rows.</summary>
    public int Rows => Vertical.Outputs;

    /// <summary>Output columns.</summary>
    public int Columns => Horizontal.Outputs;

    /// <summary>Blocks of input channels.</summary>
    public int InputBlocks => Blocks(Convolution.InputChannels);

    /// <summary>Blocks of output channels.</summary>
    public int OutputBlocks => Blocks(Convolution.OutputChannels);

    /// <summary>Blocks of weights for one block of output channels: one step of the innermost loops each.</summary>
    public int Steps => Vertical.Taps * Horizontal.Taps * InputBlocks;

    /// <summary>Pixels of one input row in the scratchpad, zeros on both sides included.</summary>
    public int Width => (Columns - 1) * Horizontal.Stride + (Horizontal.Taps - 1) * Horizontal.Dilation + 1;

    /// <summary>Pixels of one input row in memory that are read.</summary>
    public int Loaded => Math.Min(Horizontal.Inputs, Horizontal.End);

    /// <summary>Bytes of an input element.</summary>
    public int ElementBytes => new DataType(Convolution.X.Tensor.Scalar).ScalarSize;

    /// <summary>Bytes of an output element.</summary>
    public int ResultBytes => new DataType(Convolution.Y.Tensor.Scalar).ScalarSize;

    /// <summary>Whether the pixels of successive input rows follow each other in memory as they do in the scratchpad.</summary>
    public bool IsInputLinear => !Horizontal.IsPadded && !Vertical.IsPadded && RowStride == Width * ColumnStride;

    /// <summary>Whether the pixels of successive output rows follow each other in memory.</summary>
    public bool IsOutputLinear => Convolution.Y.RowStride == Columns * Convolution.Y.ColumnStride;

    /// <summary>Whether successive images follow each other in the same way.</summary>
    public bool AreImagesLinear => IsInputLinear && IsOutputLinear
        && Convolution.X.BatchStride == InputRows(Rows) * RowStride && Convolution.Y.BatchStride == Rows * Convolution.Y.RowStride;

    /// <summary>Cycles that the array needs when it is never idle.</summary>
    public long IdealCycles =>
        ((long)Convolution.Batch * Rows * Columns * Convolution.OutputChannels * Vertical.Taps * Horizontal.Taps * Convolution.InputChannels + Target.PeakMacsPerCycle - 1) / Target.PeakMacsPerCycle;

    /// <summary>Why the built-in proposer leaves this operation alone, or null when it has schedules for it.</summary>
    public string? Unsupported =>
        Convolution.IsDepthwise ? "a depthwise convolution is not in the built-in space"
        : Convolution.W.Transposed ? "weights whose input channels are neighbours in memory are not in the built-in space"
        : Horizontal.Padding > MostPadding || Horizontal.PaddingAfter > MostPadding || Loaded <= 0 ? "padding by more than the array's rows is not in the built-in space"
        : Method is null && Convolution.Reads.Concat(Convolution.Writes).Any(StackBuffers.IsBuffer) ? "a convolution between stack buffers is not in the built-in space"
        : Columns > Target.AccumulatorRows ? "output rows longer than the accumulator are not in the built-in space"
        : null;

    /// <summary>Input rows that a number of output rows reads.</summary>
    /// <param name="rows">Output rows.</param>
    public int InputRows(int rows) => (rows - 1) * Vertical.Stride + (Vertical.Taps - 1) * Vertical.Dilation + 1;

    private int Blocks(int elements) => (elements + Dim - 1) / Dim;

    private static (ConvolutionAxis Axis, long Step) Dense(ConvolutionAxis axis) => axis is { Taps: 1, IsPadded: false, Stride: > 1 }
        ? (axis with { Stride = 1, Padding = 0, Inputs = axis.Outputs }, axis.Stride)
        : (axis, 1);
}
