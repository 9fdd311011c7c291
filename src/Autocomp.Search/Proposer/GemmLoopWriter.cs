using Autocomp.Backend.Lift;
using static Autocomp.Search.Proposer.CodeWriter;

namespace Autocomp.Search.Proposer;

/// <summary>Writes a point with loop commands as C# schedule text.</summary>
/// <remarks>Every loop command sets all of its fields: the hardware alternates between two sets of them.</remarks>
public sealed class GemmLoopWriter
{
    private readonly CodeWriter code = new();
    private readonly GemmShape shape;
    private readonly GemmEntryText text;
    private readonly TensorOperation.MatrixProduct product;
    private readonly GemmAxis rows;
    private readonly GemmAxis columns;
    private readonly GemmAxis depth;
    private readonly bool rowsOutside;

    private GemmLoopWriter(GemmShape shape, GemmLoopParameters parameters)
    {
        (this.shape, product, text, rowsOutside) = (shape, shape.Product, new(shape), parameters.RowsOutside);
        rows = new("i", product.I, parameters.TileRows * shape.Dim, shape.Dim);
        columns = new("j", product.J, parameters.TileColumns * shape.Dim, shape.Dim);
        depth = new("k", product.K, parameters.TileDepth * shape.Dim, shape.Dim);
    }

    /// <summary>Writes the schedule of a point, or gives null when its tiles do not fit.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="parameters">The point.</param>
    /// <returns>C# text of one static class.</returns>
    public static string? TryWrite(GemmShape shape, GemmLoopParameters parameters) =>
        GemmLoopSpace.Fits(shape, parameters) ? new GemmLoopWriter(shape, parameters).Write() : null;

    private string Write()
    {
        text.Write(code, () =>
        {
            text.Configure(code);
            (GemmAxis outer, GemmAxis inner) = rowsOutside ? (rows, columns) : (columns, rows);
            Loop(outer, () => Loop(inner, Tile));
            code.Line("Gemmini.Fence();");
        });
        return code.ToString();
    }

    private void Loop(GemmAxis axis, Action body) => code.Loop(axis.Name, "0", Number(axis.Count), "1", _ => body());

    private void Tile()
    {
        if (depth.Count == 1)
        {
            Command("0", first: "true", last: "true");
            return;
        }

        Loop(depth, () => Command(depth.Index, $"{depth.Name} == 0", $"{depth.Name} == {Number(depth.Count - 1)}"));
    }

    private void Command(string chunk, string first, string last)
    {
        bool bias = product.Bias is not null;
        string start = Times(chunk, depth.Piece);
        string a = product.A.Transposed ? At("a", product.A, start, Start(rows)) : At("a", product.A, Start(rows), start);
        string b = product.B.Transposed ? At("b", product.B, Start(columns), start) : At("b", product.B, start, Start(columns));
        string c = At("c", product.C, Start(rows), Start(columns));
        string d = bias ? Sum("bias", Start(columns)) : "null";
        string adds = bias ? "true" : Not(first);
        code.Line($"Gemmini.LoopWsConfigBounds({Blocks(rows)}, {Blocks(columns)}, {Blocks(depth)}, {Pad(rows)}, {Pad(columns)}, 0);");
        code.Line($"Gemmini.LoopWsConfigAddressesAB({a}, {b});");
        code.Line($"Gemmini.LoopWsConfigAddressesDC({Choose(first, d)}, {Choose(last, c)});");
        code.Line($"Gemmini.LoopWsConfigStridesAB({Number(product.A.RowStride)}, {Number(product.B.RowStride)});");
        code.Line($"Gemmini.LoopWsConfigStridesDC(0, {Number(product.C.RowStride)});");
        string full = product.Epilogue.Narrow ? "" : ", fullC: true";
        code.Line($"Gemmini.LoopWs({adds}{full}{(product.A.Transposed ? ", transposeA: true" : "")}{(product.B.Transposed ? ", transposeB: true" : "")});");
    }

    private string Blocks(GemmAxis axis)
    {
        int whole = (axis.Longest + shape.Dim - 1) / shape.Dim, last = (axis.Last + shape.Dim - 1) / shape.Dim;
        return whole == last ? Number(whole) : $"{axis.Index} == {Number(axis.Count - 1)} ? {Number(last)} : {Number(whole)}";
    }

    private string Pad(GemmAxis axis)
    {
        int missing = (shape.Dim - axis.Extent % shape.Dim) % shape.Dim;
        return missing == 0 ? "0" : axis.Count == 1 ? Number(missing) : $"{axis.Index} == {Number(axis.Count - 1)} ? {Number(missing)} : 0";
    }

    private static string Choose(string condition, string value) => condition == "true" || value == "null" ? value : $"{condition} ? {value} : null";

    private static string Not(string condition) => condition == "true" ? "false" : condition.Replace("==", "!=", StringComparison.Ordinal);

    private static string Start(GemmAxis axis) => Times(axis.Index, axis.Piece);

    private static string At(string pointer, MatrixOperand operand, string row, string column) => Sum(pointer, Times(row, operand.RowStride), column);
}
