using System.Collections.Immutable;

namespace Autocomp.Search.Proposer;

/// <summary>Schedules of a convolution: single commands in loops of the host core.</summary>
/// <param name="shape">The operation.</param>
public sealed class ConvSpace(ConvShape shape) : IScheduleSpace
{
    private static readonly bool[] Choices = [true, false];

    /// <inheritdoc/>
    public string? Unsupported => shape.Unsupported;

    /// <inheritdoc/>
    public long IdealCycles => shape.IdealCycles;

    /// <inheritdoc/>
    public SchedulePoint Plain { get; } = new ConvParameters(1, 1, 1, DoubleBuffer: false, PingPong: false, SpreadBanks: false);

    /// <summary>All tilings with every other option on, most promising first.</summary>
    public ImmutableArray<ConvParameters> Ranked() => Rank(
        from blocks in Enumerable.Range(1, Math.Min(shape.OutputBlocks, shape.Target.MaxBlockLength))
        from tile in Tiles()
        from pingPong in Choices
        select new ConvParameters(blocks, tile.Rows, tile.Images, DoubleBuffer: true, pingPong, SpreadBanks: true));

    /// <inheritdoc/>
    public IEnumerable<ScheduleMove> First() => Ranked().Select(point => new ScheduleMove(MenuOptions.Tiling, point));

    /// <inheritdoc/>
    public string? TryWrite(SchedulePoint point) => point is ConvParameters parameters ? ConvScheduleWriter.TryWrite(shape, parameters) : null;

    /// <inheritdoc/>
    public ImmutableArray<ScheduleMove> Moves(SchedulePoint from)
    {
        if (from is not ConvParameters origin) return [];
        List<ScheduleMove> moves =
        [
            new(MenuOptions.DoubleBuffer, origin with { DoubleBuffer = !origin.DoubleBuffer }),
            new(MenuOptions.Pipeline, origin with { PingPong = !origin.PingPong }),
            new(MenuOptions.Spread, origin with { SpreadBanks = !origin.SpreadBanks }),
        ];
        foreach (int blocks in new[] { origin.PanelBlocks - 1, origin.PanelBlocks + 1, origin.PanelBlocks / 2, origin.PanelBlocks * 2 })
        {
            moves.Add(new(MenuOptions.MoreInScratchpad, origin with { PanelBlocks = blocks }));
        }

        foreach ((int rows, int images) in new[] { (origin.TileRows - 1, 1), (origin.TileRows + 1, 1), (origin.TileRows / 2, 1), (origin.TileRows * 2, 1), (shape.Rows, origin.TileImages + 1), (shape.Rows, origin.TileImages - 1) })
        {
            moves.Add(new(MenuOptions.Tiling, origin with { TileRows = rows, TileImages = images }));
        }

        ImmutableArray<ConvParameters> order = Rank(moves.Select(move => (ConvParameters)move.To).Where(point => point != origin));
        return [.. order.Select(point => moves.First(move => (ConvParameters)move.To == point))];
    }

    private ImmutableArray<ConvParameters> Rank(IEnumerable<ConvParameters> points) =>
    [
        .. points.Distinct().Where(point => Inside(point) && ConvLayout.TryCreate(shape, point) is not null)
            .Select((point, index) => (point, index, cost: ConvCostModel.Estimate(shape, point)))
            .OrderBy(x => x.cost).ThenBy(x => x.index).Select(x => x.point),
    ];

    private bool Inside(ConvParameters point) =>
        point.PanelBlocks >= 1 && point.PanelBlocks <= Math.Min(shape.OutputBlocks, shape.Target.MaxBlockLength)
        && point.TileRows >= 1 && point.TileRows <= shape.Rows && point.TileImages >= 1 && point.TileImages <= shape.Convolution.Batch;

    private IEnumerable<(int Rows, int Images)> Tiles() =>
        Enumerable.Range(1, shape.Rows).Select(rows => (rows, 1))
            .Concat(Enumerable.Range(2, Math.Max(0, shape.Convolution.Batch - 1)).Select(images => (shape.Rows, images)));
}
