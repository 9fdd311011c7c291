using System.Globalization;
using Autocomp.Backend.Lift;
using Autocomp.Isa;
using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>What every plain schedule of a convolution does alike: configuration, the start of sums, and stores.</summary>
/// <param name="convolution">The convolution.</param>
/// <param name="target">The machine.</param>
internal sealed class ConvolutionCommands(TensorOperation.Convolution convolution, TargetDescription target)
{
    private const int AccumulatorBytes = 4;

    private int ElementBytes => target.Element == ElementType.Int8 ? 1 : 4;

    /// <summary>Sets every configuration that the schedule uses.</summary>
    /// <param name="text">Takes the lines.</param>
    /// <param name="transposeWeights">Whether the array turns its weights.</param>
    /// <param name="weightStride">Bytes between rows of weights in memory, or null for the tensor's own.</param>
    /// <param name="weightBlocks">Local rows between blocks of weights, or 0 for as many as the array has.</param>
    public void Configure(ScheduleText text, bool transposeWeights = false, long? weightStride = null, int weightBlocks = 0)
    {
        text.Line($"Gemmini.ConfigEx(Dataflow.WeightStationary{(transposeWeights ? ", transposeB: true" : "")});");
        text.Line($"Gemmini.ConfigLd(0, {Literal(convolution.X.ColumnStride * convolution.Horizontal.Stride * ElementBytes)});");
        text.Line($"Gemmini.ConfigLd(1, {Literal(weightStride ?? convolution.W.ChannelStride * ElementBytes)}{(weightBlocks == 0 ? "" : $", blockStride: {weightBlocks}")});");
        text.Line("Gemmini.ConfigLd(2, 0);");
        ConfigureStore(text);
    }

    /// <summary>Sets what happens to sums on their way out.</summary>
    /// <param name="text">Takes the lines.</param>
    private void ConfigureStore(ScheduleText text)
    {
        Epilogue end = convolution.Epilogue;
        string scale = end.ScaleParameter?.Name ?? Literal(end.ScaleConstant);
        string activation = end.Relu ? ", Activation.Relu" : "";
        long stride = convolution.Y.ColumnStride * (end.Narrow ? ElementBytes : AccumulatorBytes);
        text.Line(end.Narrow ? $"Gemmini.ConfigSt({stride}, {scale}{activation});" : $"Gemmini.ConfigSt({stride});");
    }

    /// <summary>Starts sums from the bias, or from zero.</summary>
    /// <param name="text">Takes the lines.</param>
    /// <param name="block">Name of the loop over blocks of output channels.</param>
    /// <param name="sum">First accumulator row.</param>
    /// <param name="blockRows">Accumulator rows from one block of channels to the next.</param>
    /// <param name="columns">Output channels.</param>
    /// <param name="pixels">Pixels.</param>
    /// <param name="channel">First output channel.</param>
    public void Start(ScheduleText text, string block, string sum, int blockRows, string columns, string pixels, (string Variable, long Stride) channel)
    {
        string source = convolution.Bias is { } bias ? Address(bias.Name, 0, channel, (block, 1)) : "null";
        text.Block($"for (int {block} = 0; {block} < {columns}; {block} += {target.Dim})", () =>
            text.Line($"Gemmini.Mvin3({source}, {At(sum, block, blockRows)}, {Part(block, columns, target.Dim)}, {pixels});"));
    }

    /// <summary>Stores finished sums.</summary>
    /// <param name="text">Takes the lines.</param>
    /// <param name="block">Name of the loop over blocks of output channels.</param>
    /// <param name="sum">First accumulator row.</param>
    /// <param name="blockRows">Accumulator rows from one block of channels to the next.</param>
    /// <param name="columns">Output channels.</param>
    /// <param name="pixels">Pixels.</param>
    /// <param name="position">Where the first one goes.</param>
    public void Store(ScheduleText text, string block, string sum, int blockRows, string columns, string pixels, params (string Variable, long Stride)[] position)
    {
        ConvolutionImage y = convolution.Y;
        if (convolution.Epilogue.Narrow && blockRows == target.Dim)
        {
            text.Line($"Gemmini.Mvout({Address(y.Tensor.Name, y.Offset, position)}, {sum}, {columns}, {pixels});");
            return;
        }

        string flag = convolution.Epilogue.Narrow ? "" : " | Gemmini.FullWidth";
        text.Block($"for (int {block} = 0; {block} < {columns}; {block} += {target.Dim})", () =>
        {
            string local = At(sum, block, blockRows);
            string source = flag.Length == 0 ? local : $"({local}){flag}";
            text.Line($"Gemmini.Mvout({Address(y.Tensor.Name, y.Offset, [.. position, (block, 1)])}, {source}, {Part(block, columns, target.Dim)}, {pixels});");
        });
    }

    /// <summary>The size of the block that begins at an offset.</summary>
    /// <param name="variable">The offset.</param>
    /// <param name="extent">All of it.</param>
    /// <param name="step">A whole block.</param>
    public static string Part(string variable, string extent, int step) =>
        !int.TryParse(extent, NumberStyles.None, CultureInfo.InvariantCulture, out int all) ? $"Math.Min({step}, {extent} - {variable})"
        : all % step == 0 ? Literal(step)
        : all < step ? extent
        : $"Math.Min({step}, {all} - {variable})";

    /// <summary>The accumulator row where the sums of a block of channels begin.</summary>
    private string At(string sum, string block, int blockRows) =>
        blockRows == target.Dim ? $"{sum} + (uint){block}" : $"{sum} + (uint){block} / {target.Dim} * {blockRows}";
}
