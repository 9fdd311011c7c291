using System.Globalization;
using Autocomp.Emulator;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Strategies;

/// <summary>What was tried so far, as a few lines for a prompt: which options of the menu helped, and which plans did not.</summary>
public static class WhatHelped
{
    private const int MostOptions = 6;
    private const int MostPlans = 8;
    private const int LongestPlan = 120;
    private const int LongestFailure = 160;
    private const int LongestOption = 60;

    /// <summary>Counts candidates by option, and lists the plans that gave nothing faster.</summary>
    /// <param name="candidates">Candidates by id.</param>
    /// <returns>Options with the largest gain first, then plans that failed, the latest first; empty when nothing was tried.</returns>
    public static string Of(IReadOnlyList<Candidate> candidates)
    {
        Candidate[] tried = [.. candidates.Where(c => c.MenuOption.Length > 0 && Parent(c) is { Result.Cycles: > 0 })];
        IEnumerable<string> options = tried
            .GroupBy(c => c.MenuOption, StringComparer.Ordinal)
            .Select(g => (Option: g.Key, Tried: g.Count(), Helped: g.Count(c => Gain(c) > 1), Best: g.Max(Gain)))
            .OrderByDescending(x => x.Best).ThenBy(x => x.Option, StringComparer.Ordinal)
            .Take(MostOptions)
            .Select(x => string.Create(CultureInfo.InvariantCulture, $"- {Line(x.Option, LongestOption)}: tried {x.Tried} times, faster {x.Helped} times{(x.Helped > 0 ? $", at best {x.Best:F2}x" : "")}"));
        string[] failed =
        [
            .. tried.Where(c => c.Origin != BuiltInSearch.Origin)
                .GroupBy(c => (c.ParentId, c.Plan))
                .Where(g => g.All(c => Gain(c) <= 1))
                .Select(g => g.OrderByDescending(Gain).ThenByDescending(c => c.Id).First())
                .OrderByDescending(c => c.Id)
                .Take(MostPlans)
                .Select(Failed),
        ];
        return string.Join('\n', failed.Length == 0 ? options : [.. options, "", "Wrong or slower, the latest first:", "", .. failed]);

        Candidate? Parent(Candidate c) => c.ParentId is { } id ? candidates[id] : null;

        double Gain(Candidate c) => c.Result.Stage == EvaluationStage.Accepted ? (double)Parent(c)!.Result.Cycles / c.Result.Cycles : 0;

        string Failed(Candidate c)
        {
            EvaluationResult before = Parent(c)!.Result, after = c.Result;
            string outcome = after.Stage == EvaluationStage.Accepted
                ? string.Create(CultureInfo.InvariantCulture, $"{before.Cycles} -> {after.Cycles} cycles{Grown(before.Profile, after.Profile)}")
                : string.Create(CultureInfo.InvariantCulture, $"{before.Cycles} -> {after.Stage}: {Line(after.Message, LongestFailure)}");
            string plan = Line(string.Join('\n', c.Plan.Split('\n').Where(line => !line.TrimStart('*', '#', ' ').StartsWith("Option", StringComparison.OrdinalIgnoreCase))), LongestPlan);
            return $"- {Line(c.MenuOption, LongestOption)}: {outcome}{(plan.Length > 0 ? $". Plan: {plan}" : "")}";
        }
    }

    /// <summary>The cause that costs most more than before.</summary>
    private static string Grown(KernelProfile? before, KernelProfile? after)
    {
        if (before is null || after is null) return "";
        (string cause, long more) = after.Causes.Select(c => (c.Key, More: c.Value - before.Causes.GetValueOrDefault(c.Key)))
            .OrderByDescending(c => c.More).ThenBy(c => c.Key, StringComparer.Ordinal).FirstOrDefault();
        return more > 0 ? string.Create(CultureInfo.InvariantCulture, $", {cause} +{more}") : "";
    }

    /// <summary>The first line that says something, cut.</summary>
    private static string Line(string text, int longest)
    {
        string line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        return line.Length > longest ? line[..longest] + "…" : line;
    }
}
