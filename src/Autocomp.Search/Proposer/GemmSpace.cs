using System.Collections.Immutable;

namespace Autocomp.Search.Proposer;

/// <summary>Schedules of a matrix product: single commands in loops of the host core, and the hardware's own loop command.</summary>
/// <param name="shape">The operation.</param>
/// <param name="loopCommands">Whether the loop command may be used.</param>
public sealed class GemmSpace(GemmShape shape, bool loopCommands = true) : IScheduleSpace
{
    // So many of the first points measured are loop commands: their closed form is too coarse to be compared with the other one.
    private const int LoopPointsAmongFirst = 3;

    /// <inheritdoc/>
    public string? Unsupported => shape.Unsupported;

    /// <inheritdoc/>
    public long IdealCycles => shape.IdealCycles;

    /// <inheritdoc/>
    public SchedulePoint Plain { get; } = new GemmParameters(
        StationaryOperand.B, 1, 1, 1, Resident: false, DoubleBuffer: false, SpreadBanks: false, WideLoads: false, WideStores: false, PingPong: false, LateLoads: false, ReuseWeights: false);

    /// <inheritdoc/>
    public IEnumerable<ScheduleMove> First()
    {
        IEnumerable<ScheduleMove> commands = GemmCommandSpace.Ranked(shape).DistinctBy(p => (p.Stationary, p.TileRows, p.TileColumns)).Select(p => new ScheduleMove(MenuOptions.Tiling, p));
        if (!loopCommands) return commands;
        ImmutableArray<ScheduleMove> loops = [.. GemmLoopSpace.Ranked(shape).Take(LoopPointsAmongFirst).Select(p => new ScheduleMove(MenuOptions.Substitute, p))];
        return [.. commands.Take(1), .. loops, .. commands.Skip(1)];
    }

    /// <inheritdoc/>
    public ImmutableArray<ScheduleMove> Moves(SchedulePoint from) => from switch
    {
        GemmParameters point when loopCommands => [.. GemmCommandSpace.Moves(shape, point), .. GemmLoopSpace.Ranked(shape).Take(1).Select(p => new ScheduleMove(MenuOptions.Substitute, p))],
        GemmParameters point => GemmCommandSpace.Moves(shape, point),
        GemmLoopParameters point => GemmLoopSpace.Moves(shape, point),
        _ => [],
    };

    /// <inheritdoc/>
    public string? TryWrite(SchedulePoint point) => point switch
    {
        GemmParameters parameters => GemmScheduleWriter.TryWrite(shape, parameters),
        GemmLoopParameters parameters => GemmLoopWriter.TryWrite(shape, parameters),
        _ => null,
    };

    /// <inheritdoc/>
    public SchedulePoint? Combine(SchedulePoint left, SchedulePoint right, Random random)
    {
        if (left is not GemmParameters a || right is not GemmParameters b) return null;
        GemmParameters mixed = new(
            Of(x => x.Stationary), Of(x => x.TileRows), Of(x => x.TileColumns), Of(x => x.TileDepth), Of(x => x.Resident), Of(x => x.DoubleBuffer),
            Of(x => x.SpreadBanks), Of(x => x.WideLoads), Of(x => x.WideStores), Of(x => x.PingPong), Of(x => x.LateLoads), Of(x => x.ReuseWeights));
        return TryWrite(mixed) is null ? null : mixed;

        T Of<T>(Func<GemmParameters, T> choice) => choice(random.Next(2) == 0 ? a : b);
    }
}
