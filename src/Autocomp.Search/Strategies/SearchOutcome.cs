using System.Collections.Immutable;

namespace Autocomp.Search.Strategies;

/// <summary>What a search found.</summary>
/// <param name="Best">The fastest candidate that passed acceptance; the start if nothing beat it; null if not even the start passed.</param>
/// <param name="Candidates">All candidates by id.</param>
/// <param name="Evaluations">Evaluations spent.</param>
/// <param name="StoppedBecause">Budget, bound reached, exhausted, cancelled.</param>
public sealed record SearchOutcome(
    Candidate? Best,
    ImmutableArray<Candidate> Candidates,
    int Evaluations,
    string StoppedBecause)
{
    /// <summary>Whether something from outside ended it before its time: the user, or a model that could not be asked. Started again, it goes on.</summary>
    public bool EndedEarly => StoppedBecause is "cancelled" or "no model" || StoppedBecause.StartsWith("model", StringComparison.Ordinal);
}
