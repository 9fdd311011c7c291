using System.Collections.Immutable;
using Autocomp.Emulator;
using Autocomp.Isa;

namespace Autocomp.Report.Charts;

/// <summary>How full each bank of scratchpad and accumulator is over a run: rows that hold data still to be read.</summary>
internal static class MemoryMap
{
    private const double Width = 1000, Row = 34;

    /// <summary>Draws all banks of one run.</summary>
    public static Html Draw(string title, RunTimeline timeline, TargetDescription target) => Html.Of($"""
        {Memory(title, "scratchpad rows", "Scratchpad", target.ScratchpadBankRows, timeline)}
        {Memory(title, "accumulator rows", "Accumulator", target.AccumulatorBankRows, timeline)}
        """);

    private static Html Memory(string title, string group, string name, int rows, RunTimeline timeline)
    {
        ImmutableArray<TimelineSeries> banks = [.. timeline.Series.Where(s => s.Group == group)];
        if (banks.IsEmpty) return Html.Empty;
        string summary = string.Join(", ", banks.Select(b => $"{b.Name} at most {Figures.Count(b.Values.DefaultIfEmpty().Max())}"));
        return Html.Of($"""
            <figure class="wide"><svg class="map" viewBox="0 0 {Width} {Row * banks.Length}" preserveAspectRatio="none" role="img" aria-label="{name} of the {title} schedule over time. {summary} of {rows} rows.">
            {banks.Select((bank, i) => Bank(bank, i * Row, rows))}</svg>
            <figcaption>{name}, {title}: rows in use by bank over time, each lane is one bank of {rows} rows. {summary}.</figcaption></figure>
            """);
    }

    private static Html Bank(TimelineSeries bank, double top, int rows)
    {
        int parts = Math.Max(1, bank.Values.Length);
        double floor = top + Row - 3;
        string points = string.Join(' ', bank.Values.Select((v, i) =>
        {
            double y = floor - (Math.Min(1, (double)v / rows) * (Row - 6));
            return FormattableString.Invariant($"{Width * i / parts:0.#},{y:0.#} {Width * (i + 1) / parts:0.#},{y:0.#}");
        }));
        return Html.Of($"""<rect class="lane" x="0" y="{top + 3}" width="{Width}" height="{Row - 6}"/><polygon class="rows" points="0,{floor} {points} {Width},{floor}"><title>{bank.Name}</title></polygon>""");
    }
}
