using Autocomp.Backend.Lift;
using Autocomp.Isa;
using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>The plain schedule of a convolution: strips of at most as many pixels of one output row as the array has rows, by as many output channels as one load moves.</summary>
/// <remarks>
/// Weight-stationary. For each kernel position the strip's input pixels and the weights are loaded into one of two places in turn,
/// so that loads run ahead of the products. Pixels that lie outside the input take part in no product: a strip is clipped to those inside.
/// </remarks>
/// <param name="convolution">The convolution, not depthwise.</param>
/// <param name="target">The machine.</param>
/// <param name="names">Names for locals.</param>
internal sealed class LowerConvolution(TensorOperation.Convolution convolution, TargetDescription target, ScheduleNames names)
{
    private readonly int dim = target.Dim;
    private readonly int wide = target.Dim * target.MaxBlockLength;
    private readonly int quarter = target.ScratchpadRows / 4;
    private readonly ConvolutionCommands commands = new(convolution, target);
    private readonly string n = names.Fresh("n");
    private readonly string p = names.Fresh("p");
    private readonly string q = names.Fresh("q");
    private readonly string k = names.Fresh("k");
    private readonly string c = names.Fresh("c");
    private readonly string d = names.Fresh("d");
    private readonly string j = names.Fresh("j");
    private readonly string slot = names.Fresh("slot");
    private readonly string left = names.Fresh("left");
    private readonly string right = names.Fresh("right");
    private readonly string sum = names.Fresh("sum");

    private ConvolutionStrip Strip { get; } = new(convolution, names);

    /// <summary>Writes the body.</summary>
    /// <param name="text">Takes the lines.</param>
    public void Write(ScheduleText text)
    {
        commands.Configure(text, transposeWeights: convolution.W.Transposed);
        text.Line($"const uint {sum} = Gemmini.Accumulator;");
        text.Line($"uint {slot} = 0;");
        text.Line("");
        text.Tiles(n, convolution.Batch, 1, () => text.Tiles(p, convolution.Vertical.Outputs, 1, () => text.Tiles(q, convolution.Horizontal.Outputs, dim, () =>
        {
            string pixels = text.TileSize(names.Fresh("pixels"), q, convolution.Horizontal.Outputs, dim);
            text.Tiles(k, convolution.OutputChannels, wide, () => Tile(text, pixels));
        })));
    }

    private void Tile(ScheduleText text, string pixels)
    {
        string columns = text.TileSize(names.Fresh("columns"), k, convolution.OutputChannels, wide);
        commands.Start(text, j, sum, dim, columns, pixels, (k, 1));
        Strip.Taps(text, p, q, pixels, () =>
        {
            text.Tiles(c, convolution.InputChannels, wide, () =>
            {
                string depth = text.TileSize(names.Fresh("depth"), c, convolution.InputChannels, wide);
                text.Line($"uint {left} = {slot}, {right} = {slot} + {2 * quarter};");
                text.Line($"Gemmini.Mvin({Strip.Source(n, (c, 1))}, {left}, {depth}, {Strip.Pixels});");
                if (convolution.W.Transposed)
                {
                    LoadWeights(text, j, columns, k, (c, depth));
                }
                else
                {
                    LoadWeights(text, d, depth, c, (k, columns));
                }

                Products(text, depth, columns);
                text.Line($"{slot} = {quarter} - {slot};");
            });
        });
        commands.Store(text, j, sum, dim, columns, pixels, (n, convolution.Y.BatchStride), (p, convolution.Y.RowStride), (q, convolution.Y.ColumnStride), (k, 1));
    }

    /// <summary>Loads the weights of one kernel position as they lie in memory: blocks of rows, each several blocks wide.</summary>
    private void LoadWeights(ScheduleText text, string variable, string extent, string row, (string Start, string Extent) column)
    {
        ConvolutionWeights w = convolution.W;
        string address = Address(w.Tensor.Name, w.Offset, (Strip.Row, w.RowStride), (Strip.Column, w.ColumnStride), (row, w.ChannelStride), (variable, w.ChannelStride), (column.Start, 1));
        text.Block($"for (int {variable} = 0; {variable} < {extent}; {variable} += {dim})", () =>
            text.Line($"Gemmini.Mvin2({address}, {right} + (uint){variable} * {target.MaxBlockLength}, {column.Extent}, {Part(variable, extent)});"));
    }

    private void Products(ScheduleText text, string depth, string columns)
    {
        (string outer, string inner) = convolution.W.Transposed ? (j, d) : (d, j);
        string weights = $"{right} + (uint){outer} * {target.MaxBlockLength} + (uint){inner}";
        text.Block($"for (int {d} = 0; {d} < {depth}; {d} += {dim})", () => text.Block($"for (int {j} = 0; {j} < {columns}; {j} += {dim})", () =>
        {
            string rows = Part(d, depth), width = Part(j, columns);
            text.Line($"Gemmini.Preload({weights}, {Strip.Sums(sum, j)} | Gemmini.Accumulate, {width}, {rows}, {width}, {Strip.Pixels});");
            text.Line($"Gemmini.ComputePreloaded({left} + (uint){d}, Gemmini.Garbage, {rows}, {Strip.Pixels}, {width}, {Strip.Pixels});");
        }));
    }

    private string Part(string variable, string extent) => ConvolutionCommands.Part(variable, extent, dim);
}
