using System.Collections.Immutable;
using Autocomp.Emulator;

namespace Autocomp.Report.Charts;

/// <summary>Causes of cycles over the whole run, stacked: each column is a part of the run.</summary>
internal static class RunOverTime
{
    private const double Width = 1000, Height = 110;

    /// <summary>Draws one run.</summary>
    public static Html Draw(string title, RunTimeline timeline)
    {
        ImmutableArray<TimelineSeries> causes = [.. timeline.Series.Where(s => s.Group == "cycles").OrderBy(s => CycleCauseNames.All.IndexOf(s.Name))];
        if (causes.IsEmpty) return Html.Empty;
        int parts = causes[0].Values.Length;
        double[] below = new double[parts];
        List<Html> areas = [];
        foreach (TimelineSeries series in causes)
        {
            double[] above = [.. below.Zip(series.Values, (b, v) => b + ((double)v / timeline.PartCycles))];
            string forth = string.Join(' ', above.Select((v, i) => FormattableString.Invariant($"{Width * i / parts:0.#},{Height * (1 - v):0.#} {Width * (i + 1) / parts:0.#},{Height * (1 - v):0.#}")));
            string back = string.Join(' ', below.Select((v, i) => FormattableString.Invariant($"{Width * (i + 1) / parts:0.#},{Height * (1 - v):0.#} {Width * i / parts:0.#},{Height * (1 - v):0.#}")).Reverse());
            areas.Add(Html.Of($"""<polygon class="{CauseText.Class(series.Name)}" points="{forth} {back}"><title>{series.Name}</title></polygon>"""));
            below = above;
        }

        return Html.Of($"""
            <figure class="wide"><svg class="run" viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="Causes of cycles over the run of the {title} schedule, {timeline.Cycles} cycles.">{areas}</svg>
            <figcaption>{title}: {timeline.Cycles} cycles from left to right; each column shares {timeline.PartCycles} cycles out among their causes (colours as in the table above; array busy is useful work and partly filled blocks together).</figcaption></figure>
            """);
    }
}
