using Autocomp.Emulator;

namespace Autocomp.Report.Sections;

/// <summary>A schedule as C#, each line with the cycles that it stands for and their main cause.</summary>
internal static class ScheduleListing
{
    /// <summary>Prints it.</summary>
    public static Html Print(string title, ScheduleReport schedule)
    {
        Dictionary<int, LineCost> costs = schedule.Profile is { } profile
            ? LineCost.Of(profile).Where(c => c.Line is not null).GroupBy(c => c.Line!.Value.Line).ToDictionary(g => g.Key, g => g.First())
            : [];
        double most = Math.Max(1, costs.Values.Select(c => c.Cycles).DefaultIfEmpty().Max());
        string[] lines = schedule.Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return Html.Of($"""
            <figure><figcaption><strong>{title}</strong>: {schedule.Cycles} cycles, {(long)lines.Length} lines</figcaption>
            <div class="scroll listing" role="region" tabindex="0" aria-label="{title} schedule"><table>
            <thead><tr><th scope="col" class="n">cycles</th><th scope="col">mainly</th><th scope="col" class="n">line</th><th scope="col">C#</th></tr></thead>
            <tbody>{lines.Select((text, i) => Line(text, i + 1, costs.GetValueOrDefault(i + 1), most))}</tbody></table></div></figure>
            """);
    }

    private static Html Line(string text, int number, LineCost? cost, double most)
    {
        LineCause? main = cost is { Causes.IsEmpty: false } ? cost.Causes[0] : null;
        string all = cost is null ? "" : string.Join(", ", cost.Causes.Select(c => $"{c.Cause} {Figures.Count(c.Cycles)}"));
        double width = cost is null ? 0 : Math.Max(1.5, 100 * cost.Cycles / most);
        Html bar = main is null ? Html.Empty : Html.Of($"""<svg class="cost" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="{CauseText.Class(main.Cause)}" x="{100 - width}" width="{width}" height="10"/></svg>""");
        return Html.Of($"""
            <tr><td class="n" title="{all}">{(cost is { Cycles: > 0 } ? Figures.Count(cost.Cycles) : "")}{bar}</td><td class="why" title="{all}">{main?.Cause}</td><td class="n dim">{(long)number:0}</td><td><code>{text}</code></td></tr>
            """);
    }
}
