using System.Collections.Immutable;
using static Autocomp.Search.Proposer.CodeWriter;

namespace Autocomp.Search.Proposer;

/// <summary>The part that writes the products of a turn.</summary>
public sealed partial class ConvScheduleWriter
{
    // An operation on fewer rows takes as long as one on this many.
    private const int FewestRows = 8;

    // More strips than this are written as a loop.
    private const int MostStrips = 8;

    private void Steps(string block)
    {
        if (HasBias) code.Line("uint target = sums | Gemmini.Accumulate;");
        bool counted = pingPong || prefetchInput || (!HasBias && shape.Steps > 1);
        if (counted) code.Line("int step = 0;");
        code.Line($"uint b = {Local("weights", Times(block, dim))};");
        code.Loop("r", "0", Number(shape.Vertical.Taps), "1", r => code.Loop("s", "0", Number(shape.Horizontal.Taps), "1", s => code.Loop("c", "0", Number(shape.InputBlocks), "1", c =>
        {
            if (convolution.InputChannels % dim != 0) code.Line($"int depth = {Min(dim, Minus(Number(convolution.InputChannels), Times(c, dim)))};");
            code.Line($"uint a = {Local("input", Times(c, layout.PlaneRows), Times(r, (long)shape.Vertical.Dilation * shape.Width), Times(s, shape.Horizontal.Dilation))};");
            if (!HasBias) code.Line($"uint target = {(shape.Steps > 1 ? "step == 0 ? sums : sums | Gemmini.Accumulate" : "sums")};");
            Strips("0", "0", withWeights: true);
            Transfers(r, s, c, block);
            Rows();
            code.Line($"b += {Number((long)parameters.PanelBlocks * dim)};");
            if (counted) code.Line("step++;");
        })));
    }

    private void Rows()
    {
        string rows = EvenRows ? Number(parameters.TileRows) : "rows";
        int inputRow = shape.Vertical.Stride * shape.Width;
        code.Loop("row", "1", rows, "1", row => Strips(Times(row, inputRow), Times(row, shape.Columns), withWeights: false));
        if (parameters.TileImages == 1) return;
        int inputImage = shape.InputRows(parameters.TileRows) * shape.Width, outputImage = parameters.TileRows * shape.Columns;
        code.Loop("image", "1", EvenImages ? Number(parameters.TileImages) : "images", "1", image =>
            code.Loop("row", "0", rows, "1", row => Strips(Sum(Times(image, inputImage), Times(row, inputRow)), Sum(Times(image, outputImage), Times(row, shape.Columns)), withWeights: false)));
    }

    /// <summary>The products of one output row; the first one of a step brings its weights.</summary>
    private void Strips(string input, string output, bool withWeights)
    {
        ImmutableArray<int> lengths = StripLengths();
        if (lengths.Length <= MostStrips)
        {
            int first = 0;
            foreach (int length in lengths)
            {
                Product(Local("a", input, Number(first * shape.Horizontal.Stride)), Local("target", output, Number(first)), Number(length), withWeights && first == 0);
                first += length;
            }

            return;
        }

        if (withWeights) Product(Local("a", input), Local("target", output), Number(dim), withWeights: true);
        string start = withWeights ? Number(dim) : "0";
        code.Block($"for (int q = {start}; q < {Number(shape.Columns)}; q += {Number(dim)})", () =>
            Product(Local("a", input, Times("q", shape.Horizontal.Stride)), Local("target", output, "q"), Min(dim, Minus(Number(shape.Columns), "q")), withWeights: false));
    }

    private void Product(string a, string sums, string pixels, bool withWeights)
    {
        string depth = convolution.InputChannels % dim == 0 ? Number(dim) : "depth";
        code.Line($"Gemmini.Preload({(withWeights ? "b" : "Gemmini.Garbage")}, {sums}, {Width}, {depth}, {Width}, {pixels});");
        code.Line($"Gemmini.Compute{(withWeights ? "Preloaded" : "Accumulated")}({a}, Gemmini.Garbage, {depth}, {pixels}, {Width}, {pixels});");
    }

    /// <summary>A row cut into strips: whole ones, and at the end two of equal length rather than a whole one and a few pixels.</summary>
    private ImmutableArray<int> StripLengths()
    {
        int whole = shape.Columns / dim, rest = shape.Columns % dim;
        if (rest == 0) return [.. Enumerable.Repeat(dim, whole)];
        if (whole == 0 || rest >= FewestRows) return [.. Enumerable.Repeat(dim, whole), rest];
        int last = dim + rest;
        return [.. Enumerable.Repeat(dim, whole - 1), (last + 1) / 2, last / 2];
    }

    private static string Local(string place, params string[] offsets)
    {
        string offset = Sum(offsets);
        if (IsConstant(offset, out _)) return Sum(place, offset);
        return Sum(place, offset.Contains(' ', StringComparison.Ordinal) ? $"(uint)({offset})" : $"(uint){offset}");
    }
}
