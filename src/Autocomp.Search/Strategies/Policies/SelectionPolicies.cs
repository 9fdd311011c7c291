using System.Collections.Immutable;

namespace Autocomp.Search.Strategies;

/// <summary>All policies by name.</summary>
public static class SelectionPolicies
{
    /// <summary>The names.</summary>
    public static ImmutableArray<string> Names { get; } = ["beam", "best-of-n", "revision", "bandit", "mcts", "islands"];

    /// <summary>Makes a policy.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>A policy for one search.</returns>
    public static ISelectionPolicy Create(string name) => name switch
    {
        "beam" => new BeamPolicy(),
        "best-of-n" => new BestOfPolicy(),
        "revision" => new RevisionPolicy(),
        "bandit" => new BanditPolicy(),
        "mcts" => new TreePolicy(),
        "islands" => new IslandPolicy(),
        _ => throw new ArgumentException($"There is no strategy '{name}'. Known: {string.Join(", ", Names)}.", nameof(name)),
    };
}
