using Autocomp.Backend.Lowering;
using static Autocomp.Search.Proposer.CodeWriter;

namespace Autocomp.Search.Proposer;

/// <summary>The part that writes loads, bias rows and stores. Each kind runs through its pixels in variables that stay between steps.</summary>
public sealed partial class ConvScheduleWriter
{
    // The first panel's weights run ahead of the products by this many steps, instead of delaying the first one.
    private const int StepsAhead = 4;

    private bool FollowsWeights => (prefetchWeights || layout.Panels == 1) && shape.Steps > StepsAhead
        && parameters.PanelBlocks * dim <= shape.Wide && convolution.InputChannels % dim == 0
        && (shape.Horizontal.Taps == 1 || convolution.W.ColumnStride == convolution.InputChannels * convolution.W.ChannelStride)
        && (shape.Vertical.Taps == 1 || convolution.W.RowStride == shape.Horizontal.Taps * convolution.InputChannels * convolution.W.ChannelStride);

    private bool IsLoadedByRow => !shape.IsInputLinear;

    private bool IsStoredByRow => !shape.IsOutputLinear;

    private int LoadGroups => (convolution.InputChannels + shape.Wide - 1) / shape.Wide;

    private int FewestBlocks => EvenPanels ? parameters.PanelBlocks : shape.OutputBlocks % parameters.PanelBlocks;

    private int StorePieces => IsStoredByRow ? LongestPixels / shape.Columns * Steps(shape.Columns, dim) : Steps(LongestPixels, dim);

    private int LoadPieces
    {
        get
        {
            int rows = shape.InputRows(parameters.TileRows);
            return LoadGroups * (IsLoadedByRow ? rows * Steps(shape.Loaded, dim) : Steps(rows * shape.Width * parameters.TileImages, dim));
        }
    }

    private void DeclareTransfers()
    {
        code.Line("uint weightsTo = 0;");
        if (FollowsWeights)
        {
            code.Line($"{Element}* weightsFrom = w;");
            code.Line($"int weightsLeft = {Number(shape.Steps)};");
        }

        code.Line($"{Element}* loadFrom = x;");
        code.Line("uint loadTo = 0;");
        code.Line("int loadLeft = 0;");
        if (LoadGroups > 1) code.Line("int loadGroup = 0;");
        if (IsLoadedByRow) code.Line("int loadRows = 0;");
        if (shape.Vertical.IsPadded) code.Line("int loadRow = 0;");
        if (HasBias)
        {
            code.Line($"{ScheduleText.CSharpName(convolution.Bias!.Scalar)}* biasFrom = bias;");
            code.Line("uint biasTo = 0;");
            code.Line("int biasLeft = 0;");
            if (!EvenChannels) code.Line("int biasWidth = 0;");
            if (IsStoredByRow) code.Line("int biasRows = 0;");
        }

        code.Line($"{Result}* storeTo = y;");
        code.Line("uint storeFrom = 0;");
        code.Line("int storeLeft = 0;");
        if (!EvenChannels) code.Line("int storeWidth = 0;");
        if (IsStoredByRow) code.Line("int storeRows = 0;");
    }

    /// <summary>Zeros beside the rows of both inputs; loads never write there.</summary>
    private void ZeroSides()
    {
        int before = shape.Horizontal.Padding, after = shape.Width - before - shape.Loaded;
        foreach ((int column, int count) in new[] { (0, before), (before + shape.Loaded, after) }.Where(side => side.Item2 > 0))
        {
            foreach (int place in new[] { layout.Input, layout.OtherInput }.Distinct())
            {
                code.Loop("row", "0", Number(shape.InputRows(Math.Min(parameters.TileRows, shape.Rows))), "1", row =>
                    code.Loop("c", "0", Number(convolution.InputChannels), Number(shape.Wide), c =>
                        code.Line($"Gemmini.Mvin(null, {Local(Number(place + column), Times(row, shape.Width), IsConstant(c, out _) ? "0" : $"{c} / {Number(dim)} * {Number(layout.PlaneRows)}")}, {Part(shape.Wide, convolution.InputChannels, c)}, {Number(count)});")));
            }
        }
    }

    /// <summary>Names the visit after this one and begins to load its input.</summary>
    private void NextVisit(string panel, string group, string tile)
    {
        if (!prefetchInput && !prefetchWeights && !(pingPong && HasBias)) return;
        (string Name, string Next, int Count)[] loops = [.. new[] { (tile, "nextTile", layout.Tiles), (group, "nextGroup", layout.ImageGroups), (panel, "nextPanel", layout.Panels) }.Where(loop => loop.Item3 > 1)];
        if (loops.Length == 0)
        {
            code.Line("bool more = false;");
            return;
        }

        for (int n = 0; n < loops.Length; n++) code.Line($"int {loops[n].Next} = {loops[n].Name}{(n == 0 ? " + 1" : "")};");
        for (int n = 0; n + 1 < loops.Length; n++)
        {
            int outer = n + 1;
            code.Block($"if ({loops[n].Next} == {Number(loops[n].Count)})", () =>
            {
                code.Line($"{loops[outer - 1].Next} = 0;");
                code.Line($"{loops[outer].Next}++;");
            });
        }

        code.Line($"bool more = {loops[^1].Next} < {Number(loops[^1].Count)};");
        if (!EvenRows) code.Line($"int nextRows = Math.Min({Number(parameters.TileRows)}, {Number(shape.Rows)} - {Times(NextTile, parameters.TileRows)});");
        if (!EvenImages) code.Line($"int nextImages = Math.Min({Number(parameters.TileImages)}, {Number(convolution.Batch)} - {Times(NextGroup, parameters.TileImages)});");
        if (prefetchInput) code.If("more", () => BeginInput(NextGroup, NextTile, $"(visit & 1) == 0 ? {Number(layout.OtherInput)}u : {Number(layout.Input)}u", "nextRows", "nextImages"));
    }

    private string NextTile => layout.Tiles > 1 ? "nextTile" : "0";

    private string NextGroup => layout.ImageGroups > 1 ? "nextGroup" : "0";

    private void BeginInput(string group, string tile, string place, string rows, string images)
    {
        string first = Times(tile, (long)parameters.TileRows * shape.Vertical.Stride);
        string row = shape.Vertical.Padding == 0 ? first : $"({Sum(first, Number(-shape.Vertical.Padding))})";
        string height = EvenRows ? Number(shape.InputRows(parameters.TileRows)) : Sum(Times(rows, shape.Vertical.Stride), Number(shape.InputRows(1) - shape.Vertical.Stride));
        code.Line($"loadFrom = {Sum("x", Times(group, convolution.X.BatchStride * parameters.TileImages), Times(row, shape.RowStride))};");
        code.Line($"loadTo = {(shape.Horizontal.Padding == 0 ? place : $"({place}) + {Number(shape.Horizontal.Padding)}")};");
        if (IsLoadedByRow) code.Line($"loadRows = {height};");
        if (shape.Vertical.IsPadded) code.Line($"loadRow = {row};");
        string all = parameters.TileImages == 1 ? Times(IsConstant(height, out _) ? height : $"({height})", shape.Width) : Times(EvenImages ? Number(parameters.TileImages) : images, (long)shape.InputRows(parameters.TileRows) * shape.Width);
        code.Line($"loadLeft = {(IsLoadedByRow ? Number(shape.Loaded) : all)};");
    }

    private void InputPiece()
    {
        string from = LoadGroups > 1 ? $"loadFrom + loadGroup * {Number(shape.Wide)}" : "loadFrom";
        string to = LoadGroups > 1 ? $"loadTo + (uint)(loadGroup * {Number((long)shape.Target.MaxBlockLength * layout.PlaneRows)})" : "loadTo";
        string width = LoadGroups > 1 ? Part(shape.Wide, convolution.InputChannels, $"loadGroup * {Number(shape.Wide)}") : Number(convolution.InputChannels);
        if (shape.Vertical.IsPadded) from = $"(uint)loadRow < {Number(shape.Vertical.Inputs)} ? {from} : null";
        code.Line($"Gemmini.Mvin({from}, {to}, {width}, Math.Min({Number(dim)}, loadLeft));");
        if (LoadGroups == 1)
        {
            NextInput();
            return;
        }

        code.Line("loadGroup++;");
        code.Block($"if (loadGroup == {Number(LoadGroups)})", () =>
        {
            code.Line("loadGroup = 0;");
            NextInput();
        });
    }

    private void NextInput()
    {
        code.Line($"loadFrom += {Number(dim * shape.ColumnStride)};");
        code.Line($"loadTo += {Number(dim)};");
        code.Line($"loadLeft -= {Number(dim)};");
        if (!IsLoadedByRow) return;
        int passed = Steps(shape.Loaded, dim) * dim;
        code.Block("if (loadLeft <= 0)", () =>
        {
            code.Line("loadRows--;");
            code.Line($"loadLeft = loadRows > 0 ? {Number(shape.Loaded)} : 0;");
            code.Line($"loadFrom += {Number(shape.RowStride - passed * shape.ColumnStride)};");
            code.Line(Advance("loadTo", shape.Width - passed));
            if (shape.Vertical.IsPadded) code.Line("loadRow++;");
        });
    }

    private void AllInput(string group, string tile)
    {
        BeginInput(group, tile, $"{Number(layout.Input)}", IsConstant(tile, out _) ? Number(Math.Min(parameters.TileRows, shape.Rows)) : "rows", IsConstant(group, out _) ? Number(Math.Min(parameters.TileImages, convolution.Batch)) : "images");
        code.Block("while (loadLeft > 0)", InputPiece);
    }

    private void FirstWeights()
    {
        code.Line($"weightsTo = {Number(layout.Weights)};");
        code.Block($"while (weightsLeft > {Number(shape.Steps - StepsAhead)})", NextWeights);
    }

    private void NextWeights()
    {
        code.Line($"Gemmini.Mvin2(weightsFrom, weightsTo, {Number(Math.Min(parameters.PanelBlocks * dim, convolution.OutputChannels))}, {Number(dim)});");
        code.Line($"weightsFrom += {Number(dim * convolution.W.ChannelStride)};");
        code.Line($"weightsTo += {Number((long)parameters.PanelBlocks * dim)};");
        code.Line("weightsLeft--;");
    }

    private void AllWeights(string panel, string blocks)
    {
        string channel = Times(panel, (long)parameters.PanelBlocks * dim);
        string width = EvenChannels && IsConstant(blocks, out long count) ? Number(count * dim) : Min((long)parameters.PanelBlocks * dim, Minus(Number(convolution.OutputChannels), channel));
        code.Line($"weightsTo = {Number(layout.Weights)};");
        code.Loop("r", "0", Number(shape.Vertical.Taps), "1", r => code.Loop("s", "0", Number(shape.Horizontal.Taps), "1", s => code.Loop("c", "0", Number(shape.InputBlocks), "1", c =>
        {
            WeightPiece(r, s, c, channel, "weightsTo", width);
            code.Line($"weightsTo += {Number((long)parameters.PanelBlocks * dim)};");
        })));
    }

    private void WeightPiece(string r, string s, string c, string channel, string to, string width)
    {
        string at = Sum("w", Times(r, convolution.W.RowStride), Times(s, convolution.W.ColumnStride), Times(c, dim * convolution.W.ChannelStride));
        string depth = Part(dim, convolution.InputChannels, Times(c, dim));
        code.Loop("k", "0", Number((long)parameters.PanelBlocks * dim), Number(shape.Wide), k =>
        {
            string part = parameters.PanelBlocks * dim <= shape.Wide ? width : Min(shape.Wide, Minus(width, k));
            code.If(parameters.PanelBlocks * dim <= shape.Wide || IsConstant(width, out _) ? "true" : $"{k} < {width}", () => code.Line($"Gemmini.Mvin2({Sum(at, channel, k)}, {Local(to, k)}, {part}, {depth});"));
        });
    }

    private void AllBias(string sums, string from, string pixels)
    {
        BeginBias(sums, from, pixels, Width == "width" && from == "bias" ? Number(Math.Min(dim, convolution.OutputChannels)) : Width);
        code.Block("while (biasLeft > 0)", BiasPiece);
    }

    private void BeginBias(string sums, string from, string pixels, string width)
    {
        code.Line($"biasFrom = {from};");
        code.Line($"biasTo = {sums};");
        if (!EvenChannels) code.Line($"biasWidth = {width};");
        if (IsStoredByRow) code.Line($"biasRows = {PixelRows(pixels)};");
        code.Line($"biasLeft = {(IsStoredByRow ? Number(shape.Columns) : pixels)};");
    }

    private void BiasPiece()
    {
        code.Line($"Gemmini.Mvin3(biasFrom, biasTo, {(EvenChannels ? Number(dim) : "biasWidth")}, Math.Min({Number(dim)}, biasLeft));");
        code.Line($"biasTo += {Number(dim)};");
        code.Line($"biasLeft -= {Number(dim)};");
        if (IsStoredByRow) NextOutputRow("biasLeft", "biasRows", "biasTo", null);
    }

    private void AllStores(string destination, string sums, string pixels, string width)
    {
        BeginStores(destination, sums, pixels, width);
        code.Block("while (storeLeft > 0)", StorePiece);
    }

    private void BeginStores(string destination, string sums, string pixels, string width)
    {
        code.Line($"storeTo = {destination};");
        code.Line($"storeFrom = {(convolution.Epilogue.Narrow ? sums : $"({sums}) | Gemmini.FullWidth")};");
        if (!EvenChannels) code.Line($"storeWidth = {width};");
        if (IsStoredByRow) code.Line($"storeRows = {PixelRows(pixels)};");
        code.Line($"storeLeft = {(IsStoredByRow ? Number(shape.Columns) : pixels)};");
    }

    private void StorePiece()
    {
        code.Line($"Gemmini.Mvout(storeTo, storeFrom, {(EvenChannels ? Number(dim) : "storeWidth")}, Math.Min({Number(dim)}, storeLeft));");
        code.Line($"storeTo += {Number(dim * convolution.Y.ColumnStride)};");
        code.Line($"storeFrom += {Number(dim)};");
        code.Line($"storeLeft -= {Number(dim)};");
        if (IsStoredByRow) NextOutputRow("storeLeft", "storeRows", "storeFrom", "storeTo");
    }

    private void NextOutputRow(string left, string rows, string local, string? pointer)
    {
        int passed = Steps(shape.Columns, dim) * dim;
        code.Block($"if ({left} <= 0)", () =>
        {
            code.Line($"{rows}--;");
            code.Line($"{left} = {rows} > 0 ? {Number(shape.Columns)} : 0;");
            if (passed != shape.Columns) code.Line(Advance(local, shape.Columns - passed));
            if (pointer is not null) code.Line($"{pointer} += {Number(convolution.Y.RowStride - passed * convolution.Y.ColumnStride)};");
        });
    }

    private void BeginTransfers(string block)
    {
        code.If("turn > 0", () => BeginStores("finished", "others", EvenTiles ? Number(LongestPixels) : "finishedPixels", EvenChannels ? Number(dim) : "finishedWidth"));
        if (!HasBias) return;
        string nextPixels = EvenTiles ? Number(LongestPixels) : "nextPixels";
        string last = IsConstant(block, out _) ? "true" : $"block == {(EvenPanels ? Number(parameters.PanelBlocks - 1) : "blocks - 1")}";
        string nextPanelChannel = layout.Panels > 1 ? Times("nextPanel", (long)parameters.PanelBlocks * dim) : "0";
        code.Line($"int nextChannel = {(last == "true" ? nextPanelChannel : $"{last} ? {nextPanelChannel} : channel + {Number(dim)}")};");
        if (!EvenTiles)
        {
            string next = PixelsOf(EvenImages ? Number(parameters.TileImages) : "nextImages", EvenRows ? Number(parameters.TileRows) : "nextRows");
            code.Line($"int nextPixels = {(last == "true" ? next : $"{last} ? {next} : pixels")};");
        }

        code.If(last == "true" ? "more" : $"more || !({last})", () =>
            BeginBias("others", "bias + nextChannel", nextPixels, Min(dim, Minus(Number(convolution.OutputChannels), "nextChannel"))));
    }

    /// <summary>What stands in one step between the products of its first row and those of the others.</summary>
    private void Transfers(string r, string s, string c, string block)
    {
        if (FollowsWeights) code.Block("if (weightsLeft > 0)", NextWeights);
        if (prefetchWeights)
        {
            string first = IsConstant(block, out _) ? "true" : "block == 0";
            string lastVisit = All(layout.Tiles > 1 ? $"nextTile == 0" : "true", layout.ImageGroups > 1 ? "nextGroup == 0" : "true");
            code.If(All("more", first, lastVisit), () => WeightPiece(r, s, c, Times("nextPanel", (long)parameters.PanelBlocks * dim), "otherWeights + (b - weights)", NextPanelWidth));
        }

        if (pingPong || prefetchInput)
        {
            code.If(shape.Steps > 1 ? "step > 0" : "true", () =>
            {
                if (pingPong) Pieces("storeLeft", Steps(StorePieces, Math.Max(1, shape.Steps - 3)), StorePiece);
                if (pingPong && HasBias) code.If("step > 2", () => Pieces("biasLeft", Steps(StorePieces, Math.Max(1, shape.Steps - 3)), BiasPiece));
                if (prefetchInput) Pieces("loadLeft", Steps(LoadPieces, Math.Max(1, shape.Steps - 1) * FewestBlocks), InputPiece);
            });
        }
    }

    private string NextPanelWidth => EvenPanels && EvenChannels
        ? Number((long)parameters.PanelBlocks * dim)
        : Min((long)parameters.PanelBlocks * dim, Minus(Number(convolution.OutputChannels), $"nextPanel * {Number((long)parameters.PanelBlocks * dim)}"));

    private void Pieces(string left, int each, Action piece)
    {
        if (each == 1) code.Block($"if ({left} > 0)", piece);
        else code.Block($"for (int piece = 0; piece < {Number(each)} && {left} > 0; piece++)", piece);
    }

    private void LastStores() =>
        AllStores("finished", Accumulator(Number(Turns - 1)), EvenTiles ? Number(LongestPixels) : "finishedPixels", EvenChannels ? Number(dim) : "finishedWidth");

    private string PixelRows(string pixels) => IsConstant(pixels, out long all) ? Number(all / shape.Columns) : $"{pixels} / {Number(shape.Columns)}";

    private static string Part(int width, int length, string offset) =>
        IsConstant(offset, out long at) ? Number(Math.Min(width, length - at)) : length % width == 0 ? Number(width) : $"Math.Min({Number(width)}, {Number(length)} - {offset})";

    private static string Advance(string variable, int by) => by < 0 ? $"{variable} -= {Number(-by)};" : $"{variable} += {Number(by)};";

    private static int Steps(int length, int width) => (length + width - 1) / width;
}
