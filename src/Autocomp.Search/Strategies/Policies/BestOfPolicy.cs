namespace Autocomp.Search.Strategies;

/// <summary>Best of N: every sample starts from the fastest start again. The simplest baseline.</summary>
public sealed class BestOfPolicy : ISelectionPolicy
{
    /// <inheritdoc/>
    public string Name => "best-of-n";

    /// <inheritdoc/>
    public IReadOnlyList<Assignment> Select(PolicyState state) => state.Seeds is [var start, ..]
        ? [.. Enumerable.Range(0, state.Options.PlansPerParent).Select(_ => new Assignment(start, state.Shown(), state.Step, state.Options.Iterations, state.Options.ImplementationsPerPlan))]
        : [];

    /// <inheritdoc/>
    public void Learn(IReadOnlyList<Candidate> made, PolicyState state)
    {
    }
}
