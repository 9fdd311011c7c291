using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Emulator;

namespace Autocomp.Search.Prompts;

/// <summary>Where a candidate's cycles went, in words for a prompt.</summary>
public static class ProfileText
{
    private const int MostLines = 8;
    private const int MostCauses = 4;
    private const int LeastShare = 1000;
    private const string Unknown = "- not known";

    /// <summary>All cycles by cause, with share, number and meaning; those below a thousandth of the idle cycles are left out.</summary>
    /// <param name="profile">The run, or null.</param>
    /// <returns>Lines, the largest cause first.</returns>
    public static string Causes(KernelProfile? profile)
    {
        if (profile is null || profile.Causes.IsEmpty) return Unknown;
        long idle = profile.Cycles - profile.Causes.GetValueOrDefault(CycleCause.ArrayBusy.Label());
        var times = profile.LineCauses.GroupBy(c => c.Cause, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(c => c.Times), StringComparer.Ordinal);
        return string.Join('\n', Worst(profile.Causes).Where(c => c.Value * LeastShare >= idle).Select(c =>
            string.Create(CultureInfo.InvariantCulture, $"- {c.Key}: {c.Value} ({100.0 * c.Value / profile.Cycles:F1} %{Often(c.Key, times.GetValueOrDefault(c.Key))}): {CauseText.Of(c.Key)}")));
    }

    /// <summary>The causes in one line, without what the array is for.</summary>
    /// <param name="profile">The run, or null.</param>
    /// <returns>Causes and cycles, the largest first.</returns>
    public static string Brief(KernelProfile? profile) => profile is null
        ? "causes not known"
        : string.Join(", ", Worst(profile.Causes).Take(MostCauses + 1).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")));

    /// <summary>How long the array computed, and where it did not: at the start, between, at the end.</summary>
    /// <param name="profile">The run, or null.</param>
    /// <returns>A sentence, or empty when not known.</returns>
    public static string Remaining(KernelProfile? profile)
    {
        if (profile is null || profile.BeforeFirstCompute + profile.AfterLastCompute == 0) return "";
        long busy = profile.Causes.GetValueOrDefault(CycleCause.ArrayBusy.Label());
        long between = profile.Cycles - busy - profile.BeforeFirstCompute - profile.AfterLastCompute;
        return string.Create(CultureInfo.InvariantCulture, $" The array computes in {busy} cycles; it does not in {profile.BeforeFirstCompute} before its first compute, {between} between computes and {profile.AfterLastCompute} after the last.");
    }

    /// <summary>The lines that keep the array waiting longest, with their causes and what stands in their way.</summary>
    /// <param name="profile">The run, or null.</param>
    /// <param name="schedule">The schedule's text.</param>
    /// <returns>Lines.</returns>
    public static string Lines(KernelProfile? profile, string schedule)
    {
        if (profile is null || profile.Lines.IsDefaultOrEmpty) return Unknown;
        string[] code = schedule.Split('\n');
        return string.Join('\n', LineCost.Of(profile).Where(l => l.Line is not null).Take(MostLines).Select(l =>
            string.Create(CultureInfo.InvariantCulture, $"- line {l.Line!.Value.Line}: {CausesOf(l, profile.BankConflicts)}; {l.Instructions} instructions: {Quoted(l.Line.Value.Line)}")));

        string Quoted(int line) => line >= 1 && line <= code.Length ? code[line - 1].Trim() : "";
    }

    private static string CausesOf(LineCost line, ImmutableArray<BankConflict> conflicts) => line.Causes.IsEmpty
        ? "no cycles"
        : string.Join(", ", line.Causes.Take(MostCauses).Select(c => string.Create(
            CultureInfo.InvariantCulture, $"{c.Cause} {c.Cycles}{Brackets(Often(c.Cause, c.Times), c.Cause == CycleCause.BankConflict.Label() ? With(line, conflicts) : "")}")));

    /// <summary>The other side of a line's bank conflicts: the worst one.</summary>
    private static string With(LineCost line, ImmutableArray<BankConflict> conflicts) =>
        conflicts.IsDefaultOrEmpty || conflicts.FirstOrDefault(c => c.Line == line.Line) is not { } worst
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", {worst.Cycles} of them with line {worst.Other.Line}");

    private static IEnumerable<KeyValuePair<string, long>> Worst(ImmutableSortedDictionary<string, long> causes) =>
        causes.Where(c => c.Value > 0).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal);

    private static string Often(string cause, long times) =>
        times == 0 || cause == CycleCause.ArrayBusy.Label() ? "" : string.Create(CultureInfo.InvariantCulture, $", {times}x");

    private static string Brackets(string often, string with) => often.Length + with.Length == 0 ? "" : $" ({(often + with)[2..]})";
}
