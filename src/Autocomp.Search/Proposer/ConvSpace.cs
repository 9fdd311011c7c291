using System.Collections.Immutable;

namespace Autocomp.Search.Proposer;

/// <summary>The points that exist for a convolution, and the moves between them.</summary>
public static class ConvSpace
{
    private static readonly bool[] Choices = [true, false];

    /// <summary>All tilings with every other option on, most promising first.</summary>
    /// <param name="shape">The operation.</param>
    /// <returns>Points that fit the target's memories.</returns>
    public static ImmutableArray<ConvParameters> Ranked(ConvShape shape) => Rank(
        shape,
        from blocks in Enumerable.Range(1, Math.Min(shape.OutputBlocks, shape.Target.MaxBlockLength))
        from tile in Tiles(shape)
        from pingPong in Choices
        select new ConvParameters(blocks, tile.Rows, tile.Images, DoubleBuffer: true, pingPong, SpreadBanks: true));

    /// <summary>Points one move away, each with the menu option that the move is, most promising first.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="origin">Where to start.</param>
    /// <returns>Moves to points that fit.</returns>
    public static ImmutableArray<(string MenuOption, ConvParameters To)> Moves(ConvShape shape, ConvParameters origin)
    {
        List<(string MenuOption, ConvParameters To)> moves =
        [
            (MenuOptions.DoubleBuffer, origin with { DoubleBuffer = !origin.DoubleBuffer }),
            (MenuOptions.Pipeline, origin with { PingPong = !origin.PingPong }),
            (MenuOptions.Spread, origin with { SpreadBanks = !origin.SpreadBanks }),
        ];
        foreach (int blocks in new[] { origin.PanelBlocks - 1, origin.PanelBlocks + 1, origin.PanelBlocks / 2, origin.PanelBlocks * 2 })
        {
            moves.Add((MenuOptions.MoreInScratchpad, origin with { PanelBlocks = blocks }));
        }

        foreach ((int rows, int images) in new[] { (origin.TileRows - 1, 1), (origin.TileRows + 1, 1), (origin.TileRows / 2, 1), (origin.TileRows * 2, 1), (shape.Rows, origin.TileImages + 1), (shape.Rows, origin.TileImages - 1) })
        {
            moves.Add((MenuOptions.Tiling, origin with { TileRows = rows, TileImages = images }));
        }

        ImmutableArray<ConvParameters> order = Rank(shape, moves.Select(move => move.To).Where(point => point != origin));
        return [.. order.Select(point => moves.First(move => move.To == point))];
    }

    private static ImmutableArray<ConvParameters> Rank(ConvShape shape, IEnumerable<ConvParameters> points) =>
    [
        .. points.Distinct().Where(point => Inside(shape, point) && ConvLayout.TryCreate(shape, point) is not null)
            .Select((point, index) => (point, index, cost: ConvCostModel.Estimate(shape, point)))
            .OrderBy(x => x.cost).ThenBy(x => x.index).Select(x => x.point),
    ];

    private static bool Inside(ConvShape shape, ConvParameters point) =>
        point.PanelBlocks >= 1 && point.PanelBlocks <= Math.Min(shape.OutputBlocks, shape.Target.MaxBlockLength)
        && point.TileRows >= 1 && point.TileRows <= shape.Rows && point.TileImages >= 1 && point.TileImages <= shape.Convolution.Batch;

    private static IEnumerable<(int Rows, int Images)> Tiles(ConvShape shape) =>
        Enumerable.Range(1, shape.Rows).Select(rows => (rows, 1))
            .Concat(Enumerable.Range(2, Math.Max(0, shape.Convolution.Batch - 1)).Select(images => (shape.Rows, images)));
}
