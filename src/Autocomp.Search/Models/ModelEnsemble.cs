using System.Collections.Immutable;

namespace Autocomp.Search.Models;

/// <summary>Several models that share the requests by weight.</summary>
/// <param name="members">Models with positive weights.</param>
public sealed class ModelEnsemble(ImmutableArray<(ILanguageModel Model, double Weight)> members)
{
    private readonly double total = members.Sum(m => m.Weight);

    /// <summary>The models with their weights.</summary>
    public ImmutableArray<(ILanguageModel Model, double Weight)> Members => members;

    /// <summary>Picks a model.</summary>
    /// <param name="random">The search's seeded generator.</param>
    /// <returns>A member, by weight.</returns>
    public ILanguageModel Pick(Random random)
    {
        double at = random.NextDouble() * total;
        foreach ((ILanguageModel model, double weight) in members)
        {
            at -= weight;
            if (at < 0) return model;
        }

        return members[^1].Model;
    }
}
