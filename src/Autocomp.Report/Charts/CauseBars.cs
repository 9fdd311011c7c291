using System.Collections.Immutable;

namespace Autocomp.Report.Charts;

/// <summary>Where cycles went: two bars on one scale, and the same as a table.</summary>
internal static class CauseBars
{
    private const double Width = 1000, Bar = 30;

    /// <summary>Draws start and best.</summary>
    public static Html Draw(KernelReport kernel)
    {
        (string Name, long Cycles, ImmutableSortedDictionary<string, long> Causes)[] sides =
        [
            .. new[] { ("start", kernel.Start.Profile), ("best", kernel.Best.Profile) }.Where(s => s.Item2 is not null)
                .Select(s => (s.Item1, s.Item2!.Cycles, CycleLosses.Of(s.Item2, kernel.IdealCycles))),
        ];
        if (sides.Length == 0) return Html.Of($"<p>No profile was kept.</p>");
        double scale = Width / Math.Max(1, sides.Max(s => s.Cycles));
        string[] causes = [.. CycleLosses.Names.Where(c => sides.Any(s => s.Causes.GetValueOrDefault(c) > 0))];
        ImmutableSortedDictionary<string, long>? best = kernel.Best.Profile is { } profile ? CycleLosses.Of(profile, kernel.IdealCycles) : null;
        return Html.Of($"""
            <figure class="wide"><svg class="bars" viewBox="0 0 {Width} {(Bar + 8) * sides.Length}" preserveAspectRatio="none" role="img" aria-label="Cycles by cause; the table below has the figures.">
            {sides.Select((s, i) => Stack(s.Causes, causes, scale, i * (Bar + 8)))}</svg>
            <figcaption>Upper bar: start, lower bar: best, on one scale.</figcaption></figure>
            <div class="scroll" role="region" tabindex="0" aria-label="Cycles by cause"><table>
            <thead><tr><th scope="col">cause</th>{sides.Select(s => Html.Of($"<th scope=\"col\" class=\"n\">{s.Name}</th>"))}<th scope="col" class="n">share of best</th><th scope="col" class="roomy">means</th><th scope="col" class="roomy">what helps</th></tr></thead>
            <tbody>{causes.OrderByDescending(c => best?.GetValueOrDefault(c) ?? 0).Select(c => Html.Of($"""
                <tr><th scope="row"><svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect class="{CauseText.Class(c)}" width="10" height="10" rx="2"/></svg>{c}</th>{sides.Select(s => Html.Of($"<td class=\"n\">{s.Causes.GetValueOrDefault(c)}</td>"))}<td class="n">{(best is null ? "–" : Figures.Percent((double)best.GetValueOrDefault(c) / Math.Max(1, kernel.Best.Profile!.Cycles)))}</td><td class="roomy">{CauseText.Means(c)}</td><td class="roomy">{CauseText.Helps(c)}</td></tr>
                """))}
            </tbody></table></div>
            """);
    }

    private static Html Stack(ImmutableSortedDictionary<string, long> counts, string[] causes, double scale, double y)
    {
        double x = 0;
        List<Html> parts = [];
        foreach (string cause in causes)
        {
            double width = counts.GetValueOrDefault(cause) * scale;
            if (width <= 0) continue;
            parts.Add(Html.Of($"""<rect class="{CauseText.Class(cause)}" x="{x}" y="{y}" width="{width}" height="{Bar}"><title>{cause}: {counts.GetValueOrDefault(cause)} cycles</title></rect>"""));
            x += width;
        }

        return Html.Join(parts);
    }
}
