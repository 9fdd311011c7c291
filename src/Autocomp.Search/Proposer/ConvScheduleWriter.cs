using System.Globalization;
using Autocomp.Backend.Lift;
using Autocomp.Backend.Lowering;
using static Autocomp.Search.Proposer.CodeWriter;

namespace Autocomp.Search.Proposer;

/// <summary>Writes one point of the space of convolutions as C# schedule text, for people to read in a review.</summary>
/// <remarks>
/// A step is one kernel position and one block of input channels: its weights enter the array once and serve all pixels of the tile.
/// Between the products of a step stand a few transfers: stores of the turn before, bias of the turn after, input of the next tile,
/// weights of the next panel, each dealt out over the steps, because a full queue of the reservation station holds up everything behind it.
/// </remarks>
public sealed partial class ConvScheduleWriter
{
    private readonly CodeWriter code = new();
    private readonly ConvShape shape;
    private readonly ConvParameters parameters;
    private readonly ConvLayout layout;
    private readonly TensorOperation.Convolution convolution;
    private readonly int dim;
    private readonly bool pingPong;
    private readonly bool prefetchInput;
    private readonly bool prefetchWeights;

    private ConvScheduleWriter(ConvShape shape, ConvParameters parameters, ConvLayout layout)
    {
        this.shape = shape;
        this.parameters = parameters;
        this.layout = layout;
        convolution = shape.Convolution;
        dim = shape.Dim;
        pingPong = parameters.PingPong && Turns > 1;
        prefetchInput = parameters.DoubleBuffer && layout.ImageGroups * layout.Tiles > 1;
        prefetchWeights = parameters.DoubleBuffer && layout.Panels > 1;
    }

    /// <summary>Writes the schedule of a point, or gives null when its tiles do not fit the target's memories.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="parameters">The point.</param>
    /// <returns>C# text of one static class.</returns>
    public static string? TryWrite(ConvShape shape, ConvParameters parameters) =>
        ConvLayout.TryCreate(shape, parameters) is { } layout ? new ConvScheduleWriter(shape, parameters, layout).Write() : null;

    /// <summary>What the method over <c>x</c>, <c>w</c>, <c>y</c>, <c>bias</c> and <c>scale</c> is called with, as C#.</summary>
    /// <param name="convolution">The convolution.</param>
    public static string Arguments(TensorOperation.Convolution convolution)
    {
        List<string> passed = [Sum(convolution.X.Tensor.Name, Number(convolution.X.Offset)), Sum(convolution.W.Tensor.Name, Number(convolution.W.Offset)), Sum(convolution.Y.Tensor.Name, Number(convolution.Y.Offset))];
        if (convolution.Bias is { } bias) passed.Add(bias.Name);
        if (convolution.Epilogue is { Narrow: true, ScaleParameter: { } scale }) passed.Add(scale.Name);
        return string.Join(", ", passed);
    }

    private bool HasBias => convolution.Bias is not null;

    private long Turns => (long)layout.ImageGroups * layout.Tiles * shape.OutputBlocks;

    private bool EvenRows => shape.Rows % parameters.TileRows == 0;

    private bool EvenImages => convolution.Batch % parameters.TileImages == 0;

    private bool EvenTiles => EvenRows && EvenImages;

    private bool EvenPanels => shape.OutputBlocks % parameters.PanelBlocks == 0;

    private string Element => ScheduleText.CSharpName(convolution.X.Tensor.Scalar);

    private string Result => ScheduleText.CSharpName(convolution.Y.Tensor.Scalar);

    private string Write()
    {
        string method = shape.Kernel.MetadataName[(shape.Kernel.MetadataName.LastIndexOf('.') + 1)..];
        string helper = method == "Convolve" ? "ConvolveTiles" : "Convolve";
        string entry = string.Join(", ", shape.Kernel.AbiParameters.Select(ScheduleText.Declaration));
        List<string> declared = [$"{Element}* x", $"{Element}* w", $"{Result}* y"];
        if (convolution.Bias is { } bias) declared.Add($"{ScheduleText.CSharpName(bias.Scalar)}* bias");
        if (convolution.Epilogue is { Narrow: true, ScaleParameter: not null }) declared.Add("float scale");
        if (shape.Method is { } alone)
        {
            code.Block($"private static void {alone}({string.Join(", ", declared)})", Body);
            return code.ToString();
        }

        code.Line("using System;");
        code.Line("using Autocomp;");
        code.Gap();
        code.Block("internal static unsafe class Schedule", () =>
        {
            code.Block($"internal static void {method}({entry})", () => code.Line($"{helper}({Arguments(convolution)});"));
            code.Gap();
            code.Block($"private static void {helper}({string.Join(", ", declared)})", Body);
        });
        return code.ToString();
    }

    private void Body()
    {
        Configure();
        DeclareTransfers();
        ZeroSides();
        if (FollowsWeights) FirstWeights();
        else if (prefetchWeights || layout.Panels == 1) AllWeights("0", Number(parameters.PanelBlocks));
        if (prefetchInput || layout.ImageGroups * layout.Tiles == 1) AllInput("0", "0");
        if (pingPong && HasBias) AllBias(Accumulator("0"), "bias", Number(LongestPixels));
        if (pingPong)
        {
            code.Line("int turn = 0;");
            code.Line($"{Result}* finished = y;");
            if (!EvenTiles) code.Line($"int finishedPixels = {Number(LongestPixels)};");
            if (!EvenChannels) code.Line($"int finishedWidth = {Number(Math.Min(dim, convolution.OutputChannels))};");
        }

        if (prefetchInput) code.Line("int visit = 0;");
        code.Loop("panel", "0", Number(layout.Panels), "1", panel => code.Loop("group", "0", Number(layout.ImageGroups), "1", group => code.Loop("tile", "0", Number(layout.Tiles), "1", tile => Visit(panel, group, tile))));
        if (pingPong) LastStores();
        code.Line("Gemmini.Fence();");
    }

    private void Configure()
    {
        Epilogue epilogue = convolution.Epilogue;
        code.Line($"Gemmini.ConfigEx(Dataflow.WeightStationary{(shape.Horizontal.Stride > 1 ? $", aStride: {Number(shape.Horizontal.Stride)}" : "")});");
        code.Line($"Gemmini.ConfigLd(0, {Number(shape.ColumnStride * shape.ElementBytes)}, blockStride: {Number(layout.PlaneRows)});");
        code.Line($"Gemmini.ConfigLd(1, {Number(convolution.W.ChannelStride * shape.ElementBytes)});");
        if (HasBias) code.Line("Gemmini.ConfigLd(2, 0);");
        string scale = !epilogue.Narrow ? "1f" : epilogue.ScaleParameter is not null ? "scale" : ScheduleText.Literal(epilogue.ScaleConstant);
        code.Line($"Gemmini.ConfigSt({Number(convolution.Y.ColumnStride * shape.ResultBytes)}, {scale}{(epilogue.Relu ? ", Activation.Relu" : "")});");
    }

    private void Visit(string panel, string group, string tile)
    {
        string input = prefetchInput ? $"(visit & 1) == 0 ? {Number(layout.Input)}u : {Number(layout.OtherInput)}u" : Number(layout.Input);
        string weights = prefetchWeights ? $"(panel & 1) == 0 ? {Number(layout.Weights)}u : {Number(layout.OtherWeights)}u" : Number(layout.Weights);
        code.Line($"uint input = {input};");
        code.Line($"uint weights = {weights};");
        if (prefetchWeights) code.Line($"uint otherWeights = (panel & 1) == 0 ? {Number(layout.OtherWeights)}u : {Number(layout.Weights)}u;");
        if (!EvenRows) code.Line($"int rows = Math.Min({Number(parameters.TileRows)}, {Number(shape.Rows)} - {Times(tile, parameters.TileRows)});");
        if (!EvenImages) code.Line($"int images = Math.Min({Number(parameters.TileImages)}, {Number(convolution.Batch)} - {Times(group, parameters.TileImages)});");
        if (!EvenTiles) code.Line($"int pixels = {PixelsOf(EvenImages ? Number(parameters.TileImages) : "images", EvenRows ? Number(parameters.TileRows) : "rows")};");
        if (!EvenPanels) code.Line($"int blocks = Math.Min({Number(parameters.PanelBlocks)}, {Number(shape.OutputBlocks)} - {Times(panel, parameters.PanelBlocks)});");
        if (!prefetchInput && layout.ImageGroups * layout.Tiles > 1) AllInput(group, tile);
        if (!prefetchWeights && layout.Panels > 1) code.If(All(IsConstant(group, out _) ? "true" : "group == 0", IsConstant(tile, out _) ? "true" : "tile == 0"), () => AllWeights(panel, EvenPanels ? Number(parameters.PanelBlocks) : "blocks"));
        NextVisit(panel, group, tile);
        code.Loop("block", "0", EvenPanels ? Number(parameters.PanelBlocks) : "blocks", "1", block => Turn(panel, group, tile, block));
        if (prefetchInput) code.Line("visit++;");
    }

    private void Turn(string panel, string group, string tile, string block)
    {
        string channel = Sum(Times(panel, (long)parameters.PanelBlocks * dim), Times(block, dim));
        code.Line($"int channel = {channel};");
        if (!EvenChannels) code.Line($"int width = Math.Min({Number(dim)}, {Number(convolution.OutputChannels)} - channel);");
        code.Line($"uint sums = {Accumulator("turn")};");
        if (pingPong) code.Line($"uint others = {Accumulator("turn + 1")};");
        string destination = Sum("y", Times(group, convolution.Y.BatchStride * parameters.TileImages), Times(tile, convolution.Y.RowStride * parameters.TileRows), "channel");
        if (pingPong) BeginTransfers(block);
        else if (HasBias) AllBias("sums", "bias + channel", Pixels);
        Steps(block);
        if (!pingPong)
        {
            AllStores(destination, "sums", Pixels, Width);
            return;
        }

        code.Line($"finished = {destination};");
        if (!EvenTiles) code.Line("finishedPixels = pixels;");
        if (!EvenChannels) code.Line("finishedWidth = width;");
        code.Line("turn++;");
    }

    private bool EvenChannels => convolution.OutputChannels % dim == 0;

    private int LongestPixels => Math.Min(parameters.TileImages, convolution.Batch) * Math.Min(parameters.TileRows, shape.Rows) * shape.Columns;

    private string Pixels => EvenTiles ? Number(LongestPixels) : "pixels";

    private string Width => EvenChannels ? Number(dim) : "width";

    private string PixelsOf(string images, string rows) =>
        IsConstant(images, out long count) ? Times(rows, count * shape.Columns) : Times(images, (long)shape.Columns * parameters.TileRows);

    private string Accumulator(string turn)
    {
        if (!pingPong) return "Gemmini.Accumulator";
        return IsConstant(turn, out long n)
            ? n % 2 == 0 ? "Gemmini.Accumulator" : $"Gemmini.Accumulator + {Number(layout.AccumulatorStep)}"
            : string.Create(CultureInfo.InvariantCulture, $"Gemmini.Accumulator + (uint)({(turn.Contains(' ', StringComparison.Ordinal) ? $"({turn})" : turn)} & 1) * {layout.AccumulatorStep}");
    }
}
