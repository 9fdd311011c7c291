using Autocomp.Backend.Lift;
using Autocomp.Isa;
using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>The plain schedule of a depthwise convolution: the weights of each kernel position become a diagonal matrix, which gives each channel its own factor.</summary>
/// <remarks>The core writes the diagonals into a buffer, one block of channels after another; the array multiplies strips of pixels with them.</remarks>
/// <param name="convolution">The convolution.</param>
/// <param name="target">The machine.</param>
/// <param name="names">Names for locals.</param>
internal sealed class LowerDepthwise(TensorOperation.Convolution convolution, TargetDescription target, ScheduleNames names)
{
    private readonly int dim = target.Dim;
    private readonly int taps = convolution.Vertical.Taps * convolution.Horizontal.Taps;
    private readonly ConvolutionCommands commands = new(convolution, target);
    private readonly ConvolutionStrip strip = new(convolution, names);
    private readonly string n = names.Fresh("n");
    private readonly string p = names.Fresh("p");
    private readonly string q = names.Fresh("q");
    private readonly string k = names.Fresh("k");
    private readonly string j = names.Fresh("j");
    private readonly string tap = names.Fresh("tap");
    private readonly string slot = names.Fresh("slot");
    private readonly string right = names.Fresh("right");
    private readonly string sum = names.Fresh("sum");
    private readonly string diagonal = names.Fresh("diagonal");

    /// <summary>Writes the body.</summary>
    /// <param name="text">Takes the lines.</param>
    public void Write(ScheduleText text)
    {
        int elementBytes = target.Element == ElementType.Int8 ? 1 : 4;
        string element = CSharpName(convolution.W.Tensor.Scalar);
        commands.Configure(text, weightStride: dim * elementBytes);
        text.Line($"const uint {right} = {2 * dim}, {sum} = Gemmini.Accumulator;");
        text.Line($"uint {slot} = 0;");
        text.Line($"{element}* {diagonal} = stackalloc {element}[{taps * dim * dim}];");
        text.Block($"for (int {j} = 0; {j} < {taps * dim * dim}; {j}++)", () => text.Line($"{diagonal}[{j}] = 0;"));
        text.Line("");
        text.Tiles(k, convolution.OutputChannels, dim, () =>
        {
            string columns = text.TileSize(names.Fresh("columns"), k, convolution.OutputChannels, dim);
            LoadDiagonals(text, columns);
            text.Tiles(n, convolution.Batch, 1, () => text.Tiles(p, convolution.Vertical.Outputs, 1, () => text.Tiles(q, convolution.Horizontal.Outputs, dim, () =>
            {
                string pixels = text.TileSize(names.Fresh("pixels"), q, convolution.Horizontal.Outputs, dim);
                Strip(text, columns, pixels);
            })));
        });
    }

    private void LoadDiagonals(ScheduleText text, string columns)
    {
        ConvolutionWeights w = convolution.W;
        text.Line("Gemmini.Fence();");
        text.Tiles(tap, taps, 1, () =>
        {
            string address = Address(w.Tensor.Name, w.Offset, ($"{tap} / {convolution.Horizontal.Taps}", w.RowStride), ($"{tap} % {convolution.Horizontal.Taps}", w.ColumnStride), (k, 1), (j, 1));
            text.Block($"for (int {j} = 0; {j} < {columns}; {j}++)", () => text.Line($"{diagonal}[({tap} * {dim} + {j}) * {dim} + {j}] = *({address});"));
            text.Line($"Gemmini.Mvin2({diagonal} + {tap} * {dim * dim}, {right} + (uint){tap} * {dim}, {columns}, {columns});");
        });
    }

    private void Strip(ScheduleText text, string columns, string pixels)
    {
        commands.Start(text, j, sum, dim, columns, pixels, (k, 1));
        strip.Taps(text, p, q, pixels, () =>
        {
            string weights = $"{right} + (uint)({strip.Row} * {convolution.Horizontal.Taps} + {strip.Column}) * {dim}";
            text.Line($"Gemmini.Mvin({strip.Source(n, (k, 1))}, {slot}, {columns}, {strip.Pixels});");
            text.Line($"Gemmini.Preload({weights}, {strip.Sums(sum, "0")} | Gemmini.Accumulate, {columns}, {columns}, {columns}, {strip.Pixels});");
            text.Line($"Gemmini.ComputePreloaded({slot}, Gemmini.Garbage, {columns}, {strip.Pixels}, {columns}, {strip.Pixels});");
            text.Line($"{slot} = {dim} - {slot};");
        });
        commands.Store(text, j, sum, dim, columns, pixels, (n, convolution.Y.BatchStride), (p, convolution.Y.RowStride), (q, convolution.Y.ColumnStride), (k, 1));
    }
}
