using System.Collections.Immutable;

namespace Autocomp.Search.Strategies;

/// <summary>How a schedule came about, as the paper records it for reuse: the menu options on the way from the start to it, no code.</summary>
/// <param name="Options">Names of options, first one first.</param>
public sealed record Recipe(ImmutableArray<string> Options)
{
    /// <summary>Reads the way to a candidate.</summary>
    /// <param name="candidates">All candidates by id.</param>
    /// <param name="best">Where it leads.</param>
    /// <returns>The options that made it faster; steps without an option are left out.</returns>
    public static Recipe Of(IReadOnlyList<Candidate> candidates, Candidate best)
    {
        var options = new List<string>();
        for (Candidate? at = best; at is not null; at = at.ParentId is { } id ? candidates[id] : null)
        {
            if (at.MenuOption.Length > 0) options.Add(at.MenuOption);
        }

        options.Reverse();
        return new([.. options]);
    }
}
