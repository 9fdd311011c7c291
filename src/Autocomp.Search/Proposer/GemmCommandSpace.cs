using System.Collections.Immutable;

namespace Autocomp.Search.Proposer;

/// <summary>The points with single commands that exist for a matrix product, and the moves between them.</summary>
public static class GemmCommandSpace
{
    /// <summary>All tilings with every other option on, most promising first.</summary>
    /// <param name="shape">The operation.</param>
    /// <returns>Points that fit the target's memories.</returns>
    public static ImmutableArray<GemmParameters> Ranked(GemmShape shape)
    {
        int most = shape.Target.AccumulatorRows / shape.Dim;
        var points = new List<GemmParameters>();
        foreach (StationaryOperand stationary in new[] { StationaryOperand.B, StationaryOperand.A })
        {
            foreach (int rows in Lengths(shape.RowBlocks, most))
            {
                foreach (int columns in Lengths(shape.ColumnBlocks, most / rows))
                {
                    foreach (int depth in Depths(shape))
                    {
                        bool several = shape.RowBlocks > rows || shape.ColumnBlocks > columns;
                        points.Add(new(stationary, rows, columns, depth, Resident: true, DoubleBuffer: true, SpreadBanks: true, WideLoads: true, WideStores: true, PingPong: several, LateLoads: true, ReuseWeights: shape.Product.B.Transposed));
                        points.Add(points[^1] with { Resident = false });
                    }
                }
            }
        }

        return Rank(shape, points);
    }

    /// <summary>Points one move away, each with the menu option that the move is, most promising first.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="origin">Where to start.</param>
    /// <returns>Moves to points that fit.</returns>
    public static ImmutableArray<ScheduleMove> Moves(GemmShape shape, GemmParameters origin)
    {
        List<ScheduleMove> moves =
        [
            new(MenuOptions.Reorder, origin with { Stationary = origin.Stationary == StationaryOperand.A ? StationaryOperand.B : StationaryOperand.A }),
            new(MenuOptions.MoreInScratchpad, origin with { Resident = !origin.Resident }),
            new(MenuOptions.DoubleBuffer, origin with { DoubleBuffer = !origin.DoubleBuffer }),
            new(MenuOptions.Spread, origin with { SpreadBanks = !origin.SpreadBanks }),
            new(MenuOptions.Substitute, origin with { WideLoads = !origin.WideLoads }),
            new(MenuOptions.Substitute, origin with { WideStores = !origin.WideStores }),
            new(MenuOptions.Pipeline, origin with { PingPong = !origin.PingPong }),
            new(MenuOptions.Pipeline, origin with { LateLoads = !origin.LateLoads }),
            new(MenuOptions.ReorderComputations, origin with { ReuseWeights = !origin.ReuseWeights }),
        ];
        foreach (int rows in Around(origin.TileRows, shape.RowBlocks)) moves.Add(new(MenuOptions.Tiling, origin with { TileRows = rows }));
        foreach (int columns in Around(origin.TileColumns, shape.ColumnBlocks)) moves.Add(new(MenuOptions.Tiling, origin with { TileColumns = columns }));
        foreach (int depth in Around(origin.TileDepth, shape.DepthBlocks)) moves.Add(new(MenuOptions.Tiling, origin with { TileDepth = depth }));
        foreach (int factor in new[] { 2, 4 })
        {
            moves.Add(new(MenuOptions.Tiling, origin with { TileRows = origin.TileRows * factor, TileColumns = Math.Max(1, origin.TileColumns / factor) }));
            moves.Add(new(MenuOptions.Tiling, origin with { TileRows = Math.Max(1, origin.TileRows / factor), TileColumns = origin.TileColumns * factor }));
        }

        ImmutableArray<GemmParameters> order = Rank(shape, moves.Select(m => (GemmParameters)m.To).Where(p => p != origin && Inside(shape, p)));
        return [.. order.Select(p => moves.First(m => (GemmParameters)m.To == p))];
    }

    private static ImmutableArray<GemmParameters> Rank(GemmShape shape, IEnumerable<GemmParameters> points) =>
    [
        .. points.Distinct().Where(p => Fits(shape, p))
            .Select((point, index) => (point, index, cost: GemmCostModel.Estimate(shape, point)))
            .OrderBy(x => x.cost).ThenBy(x => x.index).Select(x => x.point),
    ];

    private static bool Fits(GemmShape shape, GemmParameters parameters) => GemmLayout.TryCreate(shape, new GemmTiling(shape, parameters)) is not null;

    private static bool Inside(GemmShape shape, GemmParameters p) =>
        p.TileRows <= shape.RowBlocks && p.TileColumns <= shape.ColumnBlocks && p.TileDepth <= shape.DepthBlocks;

    private static IEnumerable<int> Lengths(int blocks, int most) => Enumerable.Range(1, Math.Max(1, Math.Min(blocks, most)));

    private static IEnumerable<int> Depths(GemmShape shape)
    {
        int wide = shape.Target.MaxBlockLength;
        return new[] { Math.Min(wide, shape.DepthBlocks), Math.Min(2 * wide, shape.DepthBlocks), Math.Min(4 * wide, shape.DepthBlocks) }.Distinct();
    }

    internal static IEnumerable<int> Around(int value, int most) =>
        new[] { value - 1, value + 1, value / 2, value * 2, most }.Where(v => v >= 1 && v <= most && v != value).Distinct();
}
