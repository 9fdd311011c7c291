using System.Collections.Immutable;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Prompts;

namespace Autocomp.Search.Strategies;

/// <summary>What a policy may look at.</summary>
/// <param name="Ledger">All candidates so far.</param>
/// <param name="Menu">All options.</param>
/// <param name="Random">The search's seeded generator.</param>
/// <param name="Options">How the search works.</param>
/// <param name="Step">The step, from 1.</param>
public sealed record PolicyState(SearchLedger Ledger, Menu Menu, Random Random, BeamSearchOptions Options, int Step)
{
    /// <summary>Starts, and the best few results of an earlier search, fastest first, one for each object.</summary>
    public ImmutableArray<Candidate> Seeds
    {
        get
        {
            int earlier = 0;
            return [.. Ledger.Ranked.Where(c => c.ParentId is null || earlier++ < Options.BuiltInSeeds)];
        }
    }

    /// <summary>The menu with options left out by chance.</summary>
    public Menu Shown() => Menu.Dropout(Options.MenuProbability, Random);

    /// <summary>Whether a candidate is right.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <returns>True when it was accepted.</returns>
    public static bool IsRight(Candidate candidate) => candidate.Result.Stage == EvaluationStage.Accepted;
}
