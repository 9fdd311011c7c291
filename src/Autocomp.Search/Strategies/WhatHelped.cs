using System.Globalization;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Strategies;

/// <summary>Which options of the menu helped so far, as a few lines for a prompt.</summary>
public static class WhatHelped
{
    private const int MostLines = 6;

    /// <summary>Counts candidates by option.</summary>
    /// <param name="candidates">Candidates by id.</param>
    /// <returns>Lines, those with the largest gain first; empty when nothing was tried.</returns>
    public static string Of(IReadOnlyList<Candidate> candidates)
    {
        var lines = candidates
            .Where(c => c.MenuOption.Length > 0 && c.ParentId is { } id && candidates[id].Result.Cycles > 0)
            .GroupBy(c => c.MenuOption, StringComparer.Ordinal)
            .Select(g => (Option: g.Key, Tried: g.Count(), Helped: g.Count(c => Gain(c) > 1), Best: g.Max(Gain)))
            .OrderByDescending(x => x.Best).ThenBy(x => x.Option, StringComparer.Ordinal)
            .Take(MostLines)
            .Select(x => string.Create(CultureInfo.InvariantCulture, $"- {x.Option}: tried {x.Tried} times, faster {x.Helped} times{(x.Helped > 0 ? $", at best {x.Best:F2}x" : "")}"));
        return string.Join('\n', lines);

        double Gain(Candidate c) => c.Result.Stage == EvaluationStage.Accepted ? (double)candidates[c.ParentId!.Value].Result.Cycles / c.Result.Cycles : 0;
    }
}
