namespace Autocomp.Search.Strategies;

/// <summary>Where a search stands.</summary>
/// <param name="Evaluations">Evaluations spent.</param>
/// <param name="MaxEvaluations">The cap.</param>
/// <param name="BestCycles">Best accepted so far, 0 if none.</param>
/// <param name="Phase">What it is doing, in a few words.</param>
public sealed record SearchProgress(int Evaluations, int MaxEvaluations, long BestCycles, string Phase);
