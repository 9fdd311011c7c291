using System.Collections.Immutable;

namespace Autocomp.Search.Proposer;

/// <summary>The points with loop commands that exist for a matrix product, and the moves between them.</summary>
/// <remarks>
/// A loop gets half of the scratchpad and half of the accumulator, the next loop the other half. The array takes Dim cycles a block
/// product; weights are loaded once for all rows of the tile, so that short tiles cost more; a tile's first loads are hidden behind the
/// tile before only as far as memory keeps up (LoopMatmul.scala; reference/timing/SUMMARY.md section 3).
/// </remarks>
public static class GemmLoopSpace
{
    private const double CyclesPerLoadedBlock = 17;
    private const double CyclesPerLoop = 60;

    /// <summary>All tilings that fit, most promising first.</summary>
    /// <param name="shape">The operation.</param>
    /// <returns>Points.</returns>
    public static ImmutableArray<GemmLoopParameters> Ranked(GemmShape shape)
    {
        if (Unsupported(shape)) return [];
        var points = new List<GemmLoopParameters>();
        int sums = shape.Target.AccumulatorRows / 2 / shape.Dim, operands = shape.Target.ScratchpadRows / 2 / shape.Dim;
        for (int rows = 1; rows <= Math.Min(sums, shape.RowBlocks); rows++)
        {
            for (int columns = 1; columns <= Math.Min(sums / rows, shape.ColumnBlocks); columns++)
            {
                int deepest = Math.Min(shape.DepthBlocks, operands / (rows + columns));
                if (deepest == 0) continue;
                int pieces = (shape.DepthBlocks + deepest - 1) / deepest;
                int even = (shape.DepthBlocks + pieces - 1) / pieces;
                foreach (int depth in new[] { deepest, even }.Distinct())
                {
                    points.Add(new(rows, columns, depth, true));
                    points.Add(new(rows, columns, depth, false));
                }
            }
        }

        return Rank(shape, points);
    }

    /// <summary>Points one move away, most promising first.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="origin">Where to start.</param>
    /// <returns>Moves to points that fit.</returns>
    public static ImmutableArray<ScheduleMove> Moves(GemmShape shape, GemmLoopParameters origin)
    {
        List<ScheduleMove> moves = [new(MenuOptions.Reorder, origin with { RowsOutside = !origin.RowsOutside })];
        foreach (int rows in GemmCommandSpace.Around(origin.TileRows, shape.RowBlocks)) moves.Add(new(MenuOptions.Tiling, origin with { TileRows = rows }));
        foreach (int columns in GemmCommandSpace.Around(origin.TileColumns, shape.ColumnBlocks)) moves.Add(new(MenuOptions.Tiling, origin with { TileColumns = columns }));
        foreach (int depth in GemmCommandSpace.Around(origin.TileDepth, shape.DepthBlocks)) moves.Add(new(MenuOptions.Tiling, origin with { TileDepth = depth }));
        moves.Add(new(MenuOptions.Tiling, origin with { TileRows = origin.TileRows * 2, TileColumns = Math.Max(1, origin.TileColumns / 2) }));
        moves.Add(new(MenuOptions.Tiling, origin with { TileRows = Math.Max(1, origin.TileRows / 2), TileColumns = origin.TileColumns * 2 }));
        return [.. Rank(shape, moves.Select(m => (GemmLoopParameters)m.To).Where(p => p != origin)).Select(p => moves.First(m => (GemmLoopParameters)m.To == p))];
    }

    /// <summary>Whether a point fits half of each local memory.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="p">The point.</param>
    /// <returns>True when it fits.</returns>
    public static bool Fits(GemmShape shape, GemmLoopParameters p) =>
        !Unsupported(shape)
        && p.TileRows <= shape.RowBlocks && p.TileColumns <= shape.ColumnBlocks && p.TileDepth <= shape.DepthBlocks
        && p.TileRows * p.TileColumns * shape.Dim <= shape.Target.AccumulatorRows / 2
        && (p.TileRows + p.TileColumns) * p.TileDepth * shape.Dim <= shape.Target.ScratchpadRows / 2;

    /// <summary>A closed-form guess of a point's cycles, good enough to decide what to measure first.</summary>
    internal static double Estimate(GemmShape shape, GemmLoopParameters p)
    {
        double total = 0;
        foreach ((int rows, int rowTiles) in Pieces(shape.RowBlocks, p.TileRows))
        {
            foreach ((int columns, int columnTiles) in Pieces(shape.ColumnBlocks, p.TileColumns))
            {
                foreach ((int depth, int depthTiles) in Pieces(shape.DepthBlocks, p.TileDepth))
                {
                    double array = (double)rows * columns * depth * shape.Dim * (rows == 1 ? 2 : 1);
                    double load = (rows + columns) * depth * CyclesPerLoadedBlock;
                    total += ((double)rowTiles * columnTiles * depthTiles) * (Math.Max(array, load) + CyclesPerLoop);
                }
            }
        }

        return total + (p.TileRows + p.TileColumns) * p.TileDepth * CyclesPerLoadedBlock / 4;
    }

    // The revision of 2023 reads a last block row of B whole, beyond the end of a tensor whose rows are no multiple of a block.
    private static bool Unsupported(GemmShape shape) => shape.Product.K % shape.Dim != 0 || shape.Product.Bias is not null && shape.Product.J % shape.Dim != 0;

    private static IEnumerable<(int Length, int Count)> Pieces(int blocks, int piece)
    {
        if (blocks / piece is > 0 and var whole) yield return (piece, whole);
        if (blocks % piece is > 0 and var rest) yield return (rest, 1);
    }

    private static ImmutableArray<GemmLoopParameters> Rank(GemmShape shape, IEnumerable<GemmLoopParameters> points) =>
        [.. points.Distinct().Where(p => Fits(shape, p)).Select((point, index) => (point, index)).OrderBy(x => Estimate(shape, x.point)).ThenBy(x => x.index).Select(x => x.point)];
}
