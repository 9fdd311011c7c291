using System.Collections.Immutable;

namespace Autocomp.Search.Strategies;

/// <summary>Where a search stands.</summary>
/// <param name="Evaluations">Evaluations spent.</param>
/// <param name="MaxEvaluations">The cap.</param>
/// <param name="BestCycles">Best accepted so far, 0 if none.</param>
/// <param name="Phase">What it is doing, in a few words.</param>
public sealed record SearchProgress(int Evaluations, int MaxEvaluations, long BestCycles, string Phase)
{
    /// <summary>Cycles of the first start, 0 until it is measured.</summary>
    public long StartCycles { get; init; }

    /// <summary>What each maker of schedules has given so far, in order of first appearance.</summary>
    public ImmutableArray<OriginStatistics> Origins { get; init; } = [];
}
