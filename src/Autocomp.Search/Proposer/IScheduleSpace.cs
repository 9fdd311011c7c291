using System.Collections.Immutable;

namespace Autocomp.Search.Proposer;

/// <summary>The schedules of one operation on one target that the built-in proposer can write, and the moves between them.</summary>
public interface IScheduleSpace
{
    /// <summary>Why there is no schedule for this operation here, or null.</summary>
    string? Unsupported { get; }

    /// <summary>Cycles that the array needs when it is never idle.</summary>
    long IdealCycles { get; }

    /// <summary>A slow, honest point that always fits: where curves of a search begin.</summary>
    SchedulePoint Plain { get; }

    /// <summary>Points to begin with, most promising first, each with the menu option that it stands for.</summary>
    IEnumerable<ScheduleMove> First();

    /// <summary>Points one move away, most promising first.</summary>
    /// <param name="from">Where to start.</param>
    /// <returns>Moves to points that fit.</returns>
    ImmutableArray<ScheduleMove> Moves(SchedulePoint from);

    /// <summary>Writes a point as C# schedule text.</summary>
    /// <param name="point">The point.</param>
    /// <returns>The text of one static class, or null when it does not fit the target's memories.</returns>
    string? TryWrite(SchedulePoint point);

    /// <summary>A point that takes each choice from one of two others.</summary>
    /// <param name="left">The first point.</param>
    /// <param name="right">The second point.</param>
    /// <param name="random">Decides each choice.</param>
    /// <returns>The point, or null when the two don't mix or the result does not fit.</returns>
    SchedulePoint? Combine(SchedulePoint left, SchedulePoint right, Random random) => null;
}
