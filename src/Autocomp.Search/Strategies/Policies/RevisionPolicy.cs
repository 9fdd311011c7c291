namespace Autocomp.Search.Strategies;

/// <summary>Sequential revision: always the fastest so far, one plan at a time. The other simple baseline.</summary>
public sealed class RevisionPolicy : ISelectionPolicy
{
    /// <inheritdoc/>
    public string Name => "revision";

    /// <inheritdoc/>
    public IReadOnlyList<Assignment> Select(PolicyState state) => state.Ledger.Ranked.FirstOrDefault() is { } best
        ? [new(best, state.Shown(), state.Step, state.Options.Iterations, 1)]
        : [];

    /// <inheritdoc/>
    public void Learn(IReadOnlyList<Candidate> made, PolicyState state)
    {
    }
}
