using Autocomp.Backend.Lift;
using Autocomp.Isa;
using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>The plain schedule of max pooling: a piece of the image goes to the accumulator, and the store pools it.</summary>
/// <remarks>
/// Pieces alternate between two halves of the accumulator, and none lies in both: the hardware takes a pooling store to read from its first
/// row to the end of that bank. What lies outside the image is filled with the smallest element, because the store's own padding counts as zero.
/// </remarks>
/// <param name="pool">The pooling.</param>
/// <param name="target">The machine.</param>
/// <param name="names">Names for locals.</param>
internal sealed class LowerMaxPool(TensorOperation.MaxPool pool, TargetDescription target, ScheduleNames names)
{
    // Image sizes are fields of eight bits in config_st.
    private const int LargestRow = 255;

    private readonly int dim = target.Dim;
    private readonly string n = names.Fresh("n");
    private readonly string p = names.Fresh("p");
    private readonly string q = names.Fresh("q");
    private readonly string c = names.Fresh("c");
    private readonly string i = names.Fresh("i");
    private readonly string x = names.Fresh("x");
    private readonly string y = names.Fresh("y");
    private readonly string turn = names.Fresh("turn");
    private readonly string image = names.Fresh("image");
    private readonly string smallest = names.Fresh("smallest");

    private int Half => target.AccumulatorRows / 2;

    private bool IsPadded => pool.Vertical.IsPadded || pool.Horizontal.IsPadded;

    /// <summary>Writes the body.</summary>
    /// <param name="text">Takes the lines.</param>
    public void Write(ScheduleText text)
    {
        int columns = Math.Min(pool.Horizontal.Outputs, Windows(Math.Min(LargestRow, Half / pool.Vertical.Taps)));
        int rows = Math.Clamp(Windows(Math.Min(LargestRow, Half / Extent(columns))), 1, pool.Vertical.Outputs);
        text.Line($"Gemmini.ConfigLd(0, {Literal(pool.X.ColumnStride)}, shrunk: true);");
        text.Line($"int {turn} = 0;");
        if (IsPadded)
        {
            text.Line("Gemmini.ConfigLd(1, 0, shrunk: true);");
            text.Line($"sbyte* {smallest} = stackalloc sbyte[{dim}];");
            text.Block($"for (int {i} = 0; {i} < {dim}; {i}++)", () => text.Line($"{smallest}[{i}] = -128;"));
        }

        text.Line("");
        text.Tiles(n, pool.Batch, 1, () => text.Tiles(c, pool.Channels, dim, () =>
        {
            string channels = text.TileSize(names.Fresh("channels"), c, pool.Channels, dim);
            text.Tiles(p, pool.Vertical.Outputs, rows, () =>
            {
                string tall = text.TileSize(names.Fresh("rows"), p, pool.Vertical.Outputs, rows);
                text.Tiles(q, pool.Horizontal.Outputs, columns, () =>
                    Tile(text, tall, text.TileSize(names.Fresh("columns"), q, pool.Horizontal.Outputs, columns), channels));
            });
        }));
    }

    private void Tile(ScheduleText text, string rows, string columns, string channels)
    {
        string height = names.Fresh("height"), width = names.Fresh("width"), top = names.Fresh("top"), left = names.Fresh("left"), local = names.Fresh("local");
        text.Line($"int {height} = {Positions(rows)}, {width} = {Positions(columns)}, {top} = {First(p, pool.Vertical)}, {left} = {First(q, pool.Horizontal)};");
        text.Line($"uint {image} = Gemmini.Accumulator + (uint)({turn}++ & 1) * {Half};");
        text.Block($"for (int {y} = 0; {y} < {height}; {y}++)", () =>
        {
            text.Line($"uint {local} = {image} + (uint)({y} * {width});");
            if (!IsPadded)
            {
                Row(text, "Mvin", Source(top, left), local, "0", width, channels);
                return;
            }

            string from = names.Fresh("from"), to = names.Fresh("to");
            text.Line($"int {from} = Math.Max(0, -{left}), {to} = Math.Min({width}, {pool.Horizontal.Inputs} - {left});");
            text.Line($"if ({top} + {y} < 0 || {top} + {y} >= {pool.Vertical.Inputs}) {to} = {from};");
            Row(text, "Mvin2", smallest, local, "0", from, channels);
            Row(text, "Mvin", Source(top, left), local, from, to, channels);
            Row(text, "Mvin2", smallest, local, to, width, channels);
        });
        string relu = pool.Relu ? ", Activation.Relu" : "";
        text.Line($"Gemmini.ConfigSt({pool.Y.ColumnStride}, 1f{relu}, poolStride: {pool.Vertical.Stride}, poolSize: {pool.Vertical.Taps}, poolOutDim: 0, poolOutRows: 1, poolOutCols: {columns}, outRows: {pool.Vertical.Taps}, outCols: {width});");
        text.Block($"for (int {i} = 0; {i} < {rows}; {i}++)", () =>
        {
            string address = Address(pool.Y.Tensor.Name, pool.Y.Offset, (n, pool.Y.BatchStride), ($"({p} + {i})", pool.Y.RowStride), (q, pool.Y.ColumnStride), (c, 1));
            text.Line($"Gemmini.Mvout({address}, {image} + (uint)({i} * {pool.Vertical.Stride} * {width}), {channels}, 1);");
        });
    }

    /// <summary>Pixels of one row, as many at a time as one command moves.</summary>
    private void Row(ScheduleText text, string command, string source, string local, string from, string to, string channels) =>
        text.Block($"for (int {x} = {from}; {x} < {to}; {x} += {dim})", () =>
            text.Line($"Gemmini.{command}({source}, {local} + (uint){x}, {channels}, Math.Min({dim}, {to} - {x}));"));

    private string Source(string top, string left) => Address(
        pool.X.Tensor.Name, pool.X.Offset, (n, pool.X.BatchStride), ($"({top} + {y})", pool.X.RowStride), ($"({left} + {x})", pool.X.ColumnStride), (c, 1));

    /// <summary>The input position where the first window begins.</summary>
    private static string First(string window, ConvolutionAxis axis) =>
        axis.Padding == 0 ? $"{window} * {axis.Stride}" : $"{window} * {axis.Stride} - {axis.Padding}";

    private string Positions(string windows) => $"({windows} - 1) * {pool.Vertical.Stride} + {pool.Vertical.Taps}";

    private int Extent(int windows) => (windows - 1) * pool.Vertical.Stride + pool.Vertical.Taps;

    private int Windows(int positions) => (positions - pool.Vertical.Taps) / pool.Vertical.Stride + 1;
}
