using Autocomp.Backend.Lift;
using static Autocomp.Search.Proposer.CodeWriter;

namespace Autocomp.Search.Proposer;

/// <summary>Writes one point of the space as C# schedule text, for people to read in a review.</summary>
/// <remarks>
/// Lengths are in elements. A block is Dim x Dim and fills Dim local rows. Block (r, c) of a chunk lies at local row r * n + c,
/// where r and c are multiples of Dim and n is the number of blocks side by side.
/// The array takes Dim cycles for a block product whatever the order, so the writer's work is to keep commands flowing: loads of the
/// next chunk, stores of the tile before and bias rows of the tile after stand between the rows of products of this one, few at a
/// time, because a full queue of the reservation station holds up everything behind it.
/// </remarks>
public sealed partial class GemmScheduleWriter
{
    private readonly CodeWriter code = new();
    private readonly GemmShape shape;
    private readonly GemmEntryText text;
    private readonly GemmTiling tiling;
    private readonly GemmLayout layout;
    private readonly GemmParameters parameters;
    private readonly TensorOperation.MatrixProduct product;
    private readonly int dim;
    private readonly bool pingPong;
    private readonly bool prefetch;
    private readonly bool visitCounted;

    private GemmScheduleWriter(GemmShape shape, GemmTiling tiling, GemmLayout layout)
    {
        this.shape = shape;
        text = new(shape);
        this.tiling = tiling;
        this.layout = layout;
        parameters = tiling.Parameters;
        product = shape.Product;
        dim = shape.Dim;
        pingPong = parameters.PingPong && (long)tiling.Panels.Count * tiling.Tiles.Count > 1;
        prefetch = parameters.DoubleBuffer && tiling.Visits > 1;
        visitCounted = prefetch && !(tiling.Stays(StationaryOperand.A) && tiling.Stays(StationaryOperand.B));
    }

    /// <summary>Writes the schedule of a point, or gives null when its tiles do not fit the target's memories.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="parameters">The point.</param>
    /// <returns>C# text of one static class.</returns>
    public static string? TryWrite(GemmShape shape, GemmParameters parameters)
    {
        var tiling = new GemmTiling(shape, parameters);
        return GemmLayout.TryCreate(shape, tiling) is { } layout ? new GemmScheduleWriter(shape, tiling, layout).Write() : null;
    }

    private bool HasBias => product.Bias is not null;

    private string Element => text.Element;

    private string Write()
    {
        text.Write(code, Body);
        return code.ToString();
    }

    private void Body()
    {
        text.Configure(code);
        if (pingPong)
        {
            if (HasBias) BiasBefore("0", Sums("0"), Number(tiling.Rows.Longest), Number(tiling.Columns.Longest));
            code.Line("int turn = 0;");
            code.Line($"{text.Result}* finished = c;");
            if (!tiling.Rows.Even) code.Line($"int finishedRows = {Number(tiling.Rows.Longest)};");
            if (!tiling.Columns.Even) code.Line($"int finishedColumns = {Number(tiling.Columns.Longest)};");
        }

        if (prefetch) FirstLoads();
        if (visitCounted) code.Line("int visit = 0;");
        code.Loop(tiling.Panels.Name, "0", Number(tiling.Panels.Count), "1", _ =>
            code.Loop(tiling.Tiles.Name, "0", Number(tiling.Tiles.Count), "1", _ => Tile()));
        if (pingPong) LastStores();
        code.Line("Gemmini.Fence();");
    }

    private void Tile()
    {
        Declare("rows", tiling.Rows, tiling.Rows.Index);
        Declare("columns", tiling.Columns, tiling.Columns.Index);
        code.Line($"uint sums = {Sums("turn")};");
        if (pingPong) code.Line($"uint others = {Sums("turn + 1")};");
        string destination = At("c", product.C.RowStride, Start(tiling.Rows), Start(tiling.Columns));
        if (!pingPong && HasBias) BiasBefore(Start(tiling.Columns), "sums", Length("rows", tiling.Rows), Length("columns", tiling.Columns));
        code.Loop(tiling.Depth.Name, "0", Number(tiling.Depth.Count), "1", _ => Chunk());
        if (!pingPong)
        {
            StoreTile(destination, "sums", Length("rows", tiling.Rows), Length("columns", tiling.Columns));
            return;
        }

        code.Line($"finished = {destination};");
        if (!tiling.Rows.Even) code.Line("finishedRows = rows;");
        if (!tiling.Columns.Even) code.Line("finishedColumns = columns;");
        code.Line("turn++;");
    }

    private void Chunk()
    {
        Declare("depth", tiling.Depth, tiling.Depth.Index);
        code.Line($"uint aNow = {Place(StationaryOperand.A, "visit", a => a.Index)};");
        code.Line($"uint bNow = {Place(StationaryOperand.B, "visit", a => a.Index)};");
        if (prefetch || (pingPong && HasBias)) NextVisit();
        if (!prefetch) LoadNow();
        Products();
        if (visitCounted) code.Line("visit++;");
    }

    private void Declare(string name, GemmAxis axis, string index)
    {
        if (!axis.Even) code.Line($"int {name} = {axis.Length(index)};");
    }

    private static string Length(string name, GemmAxis axis) => axis.Even ? Number(axis.Longest) : name;

    private static string Start(GemmAxis axis) => Times(axis.Index, axis.Piece);
}
