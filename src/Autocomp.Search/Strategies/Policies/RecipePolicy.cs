using System.Collections.Immutable;
using Autocomp.Search.Prompts;

namespace Autocomp.Search.Strategies;

/// <summary>Schedule reuse (arXiv 2505.18574, section 3.5): the options of a recipe one by one with a small beam, then another policy from what that gave.</summary>
/// <remarks>An option that helps nothing is left out; the schedules that it started from stay.</remarks>
/// <param name="recipe">The options.</param>
/// <param name="then">What refines.</param>
public sealed class RecipePolicy(Recipe recipe, ISelectionPolicy then) : ISelectionPolicy
{
    private const int Width = 2;
    private const int Plans = 2;

    private int at;

    /// <inheritdoc/>
    public string Name => "reuse, then " + then.Name;

    /// <inheritdoc/>
    public IReadOnlyList<Assignment> Select(PolicyState state)
    {
        if (at == recipe.Options.Length) return then.Select(Refined(state));
        Menu only = new([.. state.Menu.Options.Where(o => o.Name == recipe.Options[at])]);
        if (only.Options.IsEmpty) only = state.Menu;
        ImmutableArray<Candidate> best = [.. state.Ledger.Ranked.Take(Width)];
        return [.. Enumerable.Range(0, Plans).SelectMany(_ => best.Select(parent => new Assignment(parent, only, at + 1, recipe.Options.Length, 1)))];
    }

    /// <inheritdoc/>
    public void Learn(IReadOnlyList<Candidate> made, PolicyState state)
    {
        if (at < recipe.Options.Length) at++;
        else then.Learn(made, Refined(state));
    }

    // The other policy begins with the fastest schedules of the replay, not with the start.
    private PolicyState Refined(PolicyState state) => state with { Step = state.Step - recipe.Options.Length, Options = state.Options with { BuiltInSeeds = state.Options.BeamWidth } };
}
