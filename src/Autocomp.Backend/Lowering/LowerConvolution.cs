using System.Globalization;
using Autocomp.Backend.Lift;
using Autocomp.Isa;
using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>The plain schedule of a convolution: tiles of a few output rows by as many columns as the array has rows, by as many output channels as one load moves.</summary>
/// <remarks>
/// Weight-stationary. Tiles alternate between two halves of the accumulator, so that stores overlap with products. For each kernel
/// position the weights are loaded once a tile, then for each row the pixels that meet them; loads take places in turn, so that they run
/// ahead of the products. Pixels that lie outside the input take part in no product. Few input channels are taken together with all
/// kernel columns: neighbours in memory, a row of the array's depth for each pixel, so that the array is not left empty. With pooling, a tile
/// holds all positions that its windows reach.
/// </remarks>
/// <param name="convolution">The convolution, not depthwise.</param>
/// <param name="pool">The pooling behind it that is done while storing, or null.</param>
/// <param name="tile">How much is summed up at a time.</param>
/// <param name="target">The machine.</param>
/// <param name="names">Names for locals.</param>
internal sealed class LowerConvolution(
    TensorOperation.Convolution convolution, TensorOperation.MaxPool? pool, ConvolutionTile tile, TargetDescription target, ScheduleNames names)
{
    private const int Strips = 8;

    /// <summary>Depth of a pixel whose kernel columns are taken together.</summary>
    private int Joined => convolution.InputChannels * Horizontal.Taps;

    /// <summary>Whether kernel columns are taken together: then channels are few, and pixels and weights without gaps.</summary>
    private bool JoinsColumns => convolution.InputChannels < dim && Horizontal is { Taps: > 1, Dilation: 1 } && Joined <= wide && !convolution.W.Transposed
        && convolution.X.ColumnStride == convolution.InputChannels && convolution.W.ColumnStride == convolution.InputChannels * convolution.W.ChannelStride;

    private readonly int dim = target.Dim;
    private readonly int wide = target.Dim * target.MaxBlockLength;
    private readonly ConvolutionCommands commands = new(convolution, target);
    private readonly string n = names.Fresh("n");
    private readonly string p = names.Fresh("p");
    private readonly string q = names.Fresh("q");
    private readonly string k = names.Fresh("k");
    private readonly string r = names.Fresh("r");
    private readonly string s = names.Fresh("s");
    private readonly string c = names.Fresh("c");
    private readonly string d = names.Fresh("d");
    private readonly string j = names.Fresh("j");
    private readonly string o = names.Fresh("o");
    private readonly string x = names.Fresh("x");
    private readonly string y = names.Fresh("y");
    private readonly string first = names.Fresh("first");
    private readonly string last = names.Fresh("last");
    private readonly string turn = names.Fresh("turn");
    private readonly string visit = names.Fresh("visit");
    private readonly string phase = names.Fresh("phase");
    private readonly string left = names.Fresh("left");
    private readonly string right = names.Fresh("right");
    private readonly string sums = names.Fresh("sums");
    private readonly string at = names.Fresh("at");

    private ConvolutionAxis Vertical => convolution.Vertical;

    private ConvolutionAxis Horizontal => convolution.Horizontal;

    private bool IsClipped => Horizontal.IsPadded;

    private int Half => target.AccumulatorRows / 2;

    /// <summary>Writes the body.</summary>
    /// <param name="text">Takes the lines.</param>
    public void Write(ScheduleText text)
    {
        commands.Configure(text, transposeWeights: convolution.W.Transposed, weightBlocks: JoinsColumns ? wide : 0);
        text.Line($"int {turn} = 0, {visit} = 0, {phase} = 0;");
        text.Line("");
        (int rows, int columns) = pool is null ? (Vertical.Outputs, Horizontal.Outputs) : (pool.Vertical.Outputs, pool.Horizontal.Outputs);
        text.Tiles(n, convolution.Batch, 1, () => text.Tiles(p, rows, tile.Rows, () =>
        {
            Range down = Size(text, "rows", p, rows, tile.Rows, pool?.Vertical);
            text.Tiles(q, columns, tile.Columns, () =>
            {
                Range across = Size(text, "pixels", q, columns, tile.Columns, pool?.Horizontal);
                text.Tiles(k, convolution.OutputChannels, tile.Blocks * dim, () => Tile(text, down, across));
            });
        }));
    }

    private void Tile(ScheduleText text, Range down, Range across)
    {
        string channels = text.TileSize(names.Fresh("columns"), k, convolution.OutputChannels, tile.Blocks * dim);
        text.Line($"uint {sums} = Gemmini.Accumulator + (uint)({turn}++ & 1) * {Half};");
        text.Block($"for (int {o} = 0; {o} < {down.Positions}; {o}++)", () => Start(text, across, channels));
        text.Tiles(r, Vertical.Taps, 1, () =>
        {
            if (JoinsColumns)
            {
                LoadJoined(text, channels);
                text.Block($"for (int {o} = 0; {o} < {down.Positions}; {o}++)", () => JoinedRow(text, down, across, channels));
                return;
            }

            text.Tiles(s, Horizontal.Taps, 1, () =>
            {
                string pixels = Clip(text, across);
                text.Tiles(c, convolution.InputChannels, wide, () =>
                {
                    string depth = text.TileSize(names.Fresh("depth"), c, convolution.InputChannels, wide);
                    LoadWeights(text, depth, channels);
                    text.Block($"for (int {o} = 0; {o} < {down.Positions}; {o}++)", () => Row(text, down, depth, channels, pixels));
                });
            });
        });
        if (pool is null)
        {
            text.Block($"for (int {o} = 0; {o} < {down.Positions}; {o}++)", () =>
            {
                text.Line($"uint {at} = {sums} + (uint)({o} * {tile.RowPitch});");
                commands.Store(text, j, at, dim, channels, across.Positions, (n, convolution.Y.BatchStride), ($"({p} + {o})", convolution.Y.RowStride), (q, convolution.Y.ColumnStride), (k, 1));
            });
            return;
        }

        Epilogue end = convolution.Epilogue;
        string relu = end.Relu || pool.Relu ? ", Activation.Relu" : "";
        text.Line($"Gemmini.ConfigSt({pool.Y.ColumnStride}, {end.ScaleParameter?.Name ?? Literal(end.ScaleConstant)}{relu}, poolStride: {pool.Vertical.Stride}, poolSize: {pool.Vertical.Taps}, poolOutDim: 0, poolOutRows: 1, poolOutCols: {across.Outputs}, outRows: {pool.Vertical.Taps}, outCols: {tile.RowPitch});");
        text.Block($"for (int {o} = 0; {o} < {down.Outputs}; {o}++)", () => text.Block($"for (int {j} = 0; {j} < {channels}; {j} += {dim})", () =>
        {
            string address = Address(pool.Y.Tensor.Name, pool.Y.Offset, (n, pool.Y.BatchStride), ($"({p} + {o})", pool.Y.RowStride), (q, pool.Y.ColumnStride), (k, 1), (j, 1));
            text.Line($"Gemmini.Mvout({address}, {sums} + (uint)({o} * {pool.Vertical.Stride * tile.RowPitch} + {j} / {dim} * {tile.BlockPitch}), {Part(j, channels)}, 1);");
        }));
    }

    /// <summary>Starts the sums of one row of a tile.</summary>
    private void Start(ScheduleText text, Range across, string channels)
    {
        text.Line($"uint {at} = {sums} + (uint)({o} * {tile.RowPitch});");
        commands.Start(text, j, at, tile.BlockPitch, channels, across.Positions, (k, 1));
    }

    /// <summary>The pixels of a row that meet input at a kernel column, from <c>first</c> to <c>last</c>; returns how many.</summary>
    private string Clip(ScheduleText text, Range across)
    {
        string column = Horizontal.Stride == 1 ? across.First : $"{across.First} * {Horizontal.Stride}";
        text.Line($"int {x} = {column}{Tap(Horizontal, s)};");
        if (!IsClipped)
        {
            return across.Positions;
        }

        string round = Horizontal.Stride == 1 ? "" : $" + {Horizontal.Stride - 1}", over = Horizontal.Stride == 1 ? "" : $" / {Horizontal.Stride}";
        text.Line($"int {first} = Math.Max(0, (-{x}{round}){over}), {last} = Math.Min({across.Positions}, ({Horizontal.Inputs} - {x}{round}){over});");
        text.Line($"if ({first} >= {last}) continue;");
        return $"{last} - {first}";
    }

    /// <summary>Loads the weights of one kernel row: one row after another, blocks of channels apart.</summary>
    private void LoadJoined(ScheduleText text, string channels)
    {
        ConvolutionWeights w = convolution.W;
        Right(text);
        string address = Address(w.Tensor.Name, w.Offset, (r, w.RowStride), (d, w.ChannelStride), (k, 1));
        text.Block($"for (int {d} = 0; {d} < {Joined}; {d} += {dim})", () => text.Line($"Gemmini.Mvin2({address}, {right} + (uint){d}, {channels}, {Part(d, Literal(Joined))});"));
    }

    /// <summary>The pixels of one row with all columns of one kernel row: those that meet input with each of them together, the others one by one.</summary>
    private void JoinedRow(ScheduleText text, Range down, Range across, string channels)
    {
        EnterRow(text, down);
        ConvolutionImage image = convolution.X;
        string count = names.Fresh("count"), depth = names.Fresh("depth");
        text.Line($"int {first} = 0, {last} = {across.Positions};");
        text.Block($"while ({first} < {last})", () =>
        {
            string column = Horizontal.Stride == 1 ? $"{across.First} + {first}" : $"({across.First} + {first}) * {Horizontal.Stride}";
            text.Line($"int {x} = {column}{(Horizontal.Padding == 0 ? "" : $" - {Horizontal.Padding}")};");
            text.Line($"int {s} = Math.Max(0, -{x}), {depth} = (Math.Min({Horizontal.Taps}, {Horizontal.Inputs} - {x}) - {s}) * {convolution.InputChannels};");
            text.Line($"int {count} = {depth} < {Joined} ? 1 : Math.Min({last} - {first}, ({Horizontal.Inputs - Horizontal.Taps} - {x}) / {Horizontal.Stride} + 1);");
            text.Block($"if ({depth} > 0)", () =>
            {
                string address = Address(image.Tensor.Name, image.Offset, (n, image.BatchStride), (y, image.RowStride), ($"({x} + {s})", image.ColumnStride));
                text.Line($"uint {left} = (uint)({visit}++ & {Strips - 1}) * {wide};");
                text.Line($"Gemmini.Mvin({address}, {left}, {depth}, {count});");
                text.Line($"uint {at} = {sums} + (uint)({o} * {tile.RowPitch} + {first});");
                Products(text, $"{right} + (uint)({j} * {target.MaxBlockLength} + {s} * {convolution.InputChannels} + {d})", depth, channels, count);
            });
            text.Line($"{first} += {count};");
        });
    }

    /// <summary>Loads the weights of one kernel position as they lie in memory: blocks of rows, each several blocks wide.</summary>
    private void LoadWeights(ScheduleText text, string depth, string channels)
    {
        ConvolutionWeights w = convolution.W;
        Right(text);
        (string variable, string extent, string row, string column, string width) = w.Transposed ? (j, channels, k, c, depth) : (d, depth, c, k, channels);
        string address = Address(w.Tensor.Name, w.Offset, (r, w.RowStride), (s, w.ColumnStride), (row, w.ChannelStride), (variable, w.ChannelStride), (column, 1));
        text.Block($"for (int {variable} = 0; {variable} < {extent}; {variable} += {dim})", () =>
            text.Line($"Gemmini.Mvin2({address}, {right} + (uint){variable} * {target.MaxBlockLength}, {width}, {Part(variable, extent)});"));
    }

    /// <summary>Where the next weights lie.</summary>
    private void Right(ScheduleText text) => text.Line($"uint {right} = {target.ScratchpadRows / 2} + (uint)({phase}++ & 1) * {wide * target.MaxBlockLength};");

    /// <summary>The pixels of one row, multiplied with the weights of one kernel position.</summary>
    private void Row(ScheduleText text, Range down, string depth, string channels, string pixels)
    {
        EnterRow(text, down);
        ConvolutionImage image = convolution.X;
        (string, long)[] start = IsClipped ? [(first, image.ColumnStride * Horizontal.Stride)] : [];
        string address = Address(image.Tensor.Name, image.Offset, [(n, image.BatchStride), (y, image.RowStride), (x, image.ColumnStride), .. start, (c, 1)]);
        text.Line($"uint {left} = (uint)({visit}++ & {Strips - 1}) * {wide};");
        text.Line($"Gemmini.Mvin({address}, {left}, {depth}, {pixels});");
        text.Line($"uint {at} = {sums} + (uint)({o} * {tile.RowPitch}{(IsClipped ? $" + {first}" : "")});");
        (string outer, string inner) = convolution.W.Transposed ? (j, d) : (d, j);
        Products(text, $"{right} + (uint){outer} * {target.MaxBlockLength} + (uint){inner}", depth, channels, pixels);
    }

    /// <summary>Finds the input row of an output row, or leaves the latter out.</summary>
    private void EnterRow(ScheduleText text, Range down)
    {
        string row = $"({down.First} + {o})";
        text.Line($"int {y} = {(Vertical.Stride == 1 ? row : $"{row} * {Vertical.Stride}")}{Tap(Vertical, r)};");
        if (Vertical.IsPadded)
        {
            text.Line($"if ({y} < 0 || {y} >= {Vertical.Inputs}) continue;");
        }
    }

    private void Products(ScheduleText text, string weights, string depth, string channels, string pixels)
    {
        string block = tile.BlockPitch == dim ? $"(uint){j}" : $"(uint)({j} / {dim} * {tile.BlockPitch})";
        text.Block($"for (int {d} = 0; {d} < {depth}; {d} += {dim})", () => text.Block($"for (int {j} = 0; {j} < {channels}; {j} += {dim})", () =>
        {
            string length = Part(d, depth), width = Part(j, channels);
            text.Line($"Gemmini.Preload({weights}, {at} + {block} | Gemmini.Accumulate, {width}, {length}, {width}, {pixels});");
            text.Line($"Gemmini.ComputePreloaded({left} + (uint){d}, Gemmini.Garbage, {length}, {pixels}, {width}, {pixels});");
        }));
    }

    /// <summary>How many positions of output a tile holds in one direction, and where they begin.</summary>
    private Range Size(ScheduleText text, string name, string start, int extent, int step, ConvolutionAxis? window)
    {
        string outputs = text.TileSize(names.Fresh(window is null ? name : "outputs"), start, extent, step);
        if (window is null)
        {
            return new(outputs, outputs, start);
        }

        string positions = int.TryParse(outputs, NumberStyles.None, CultureInfo.InvariantCulture, out int all) ? Literal((all - 1) * window.Stride + window.Taps) : names.Fresh(name);
        if (all == 0)
        {
            text.Line($"int {positions} = ({outputs} - 1) * {window.Stride} + {window.Taps};");
        }

        string from = names.Fresh("from");
        text.Line($"int {from} = {start} * {window.Stride};");
        return new(outputs, positions, from);
    }

    private static string Tap(ConvolutionAxis axis, string tap) =>
        $"{(axis.Dilation == 1 ? $" + {tap}" : $" + {tap} * {axis.Dilation}")}{(axis.Padding == 0 ? "" : $" - {axis.Padding}")}";

    private string Part(string variable, string extent) => ConvolutionCommands.Part(variable, extent, dim);

    /// <summary>A tile in one direction.</summary>
    /// <param name="Outputs">Results.</param>
    /// <param name="Positions">Output positions of the convolution that they are made of.</param>
    /// <param name="First">The first one.</param>
    private readonly record struct Range(string Outputs, string Positions, string First);
}
