using System.Collections.Immutable;

namespace Autocomp.Report.Charts;

/// <summary>Cycles against samples: every candidate a dot, the best so far a line.</summary>
internal static class SearchCurve
{
    private const double Width = 1000, Height = 240, Left = 74, Right = 14, Top = 14, Bottom = 36, LineHeight = 13;

    /// <summary>Draws a search.</summary>
    public static Html Draw(ImmutableArray<CandidateReport> search, long ideal)
    {
        CandidateReport[] passed = [.. search.Where(c => c.Accepted && c.Cycles > 0)];
        if (passed.Length == 0) return Html.Empty;
        double low = Math.Log(ideal > 0 ? Math.Min(ideal, passed.Min(c => c.Cycles)) : passed.Min(c => c.Cycles)) - 0.08;
        double high = Math.Log(passed.Max(c => c.Cycles)) + 0.08;
        double last = Math.Max(1, search.Length - 1);
        double X(int index) => Left + (index / last * (Width - Left - Right));
        double Y(double cycles) => Height - Bottom - ((Math.Log(cycles) - low) / (high - low) * (Height - Top - Bottom));
        List<Html> dots = [];
        List<string> line = [];
        long best = long.MaxValue;
        for (int i = 0; i < search.Length; i++)
        {
            CandidateReport c = search[i];
            bool isDot = c.Accepted && c.Cycles > 0;
            dots.Add(isDot
                ? Html.Of($"""<circle class="{(c.Cycles < best ? "better" : "dot")}" cx="{X(i)}" cy="{Y(c.Cycles)}" r="{(c.Cycles < best ? 4.5 : 3)}"><title>{c.Id}: {c.Cycles} cycles, {c.Origin} {c.Option}</title></circle>""")
                : Html.Of($"""<line class="rejected" x1="{X(i)}" x2="{X(i)}" y1="{Height - Bottom}" y2="{Height - Bottom - 8}"><title>{c.Id}: rejected ({c.Stage}), {c.Origin}</title></line>"""));
            if (!isDot) continue;
            if (best != long.MaxValue) line.Add(FormattableString.Invariant($"{X(i):0.#},{Y(best):0.#}"));
            best = Math.Min(best, c.Cycles);
            line.Add(FormattableString.Invariant($"{X(i):0.#},{Y(best):0.#}"));
        }

        long[] ticks = [.. new[] { passed.Max(c => c.Cycles), best, ideal }.Where(t => t > 0).Distinct()];
        // A figure that would lie over another is left out; the ideal one stands beside its line.
        long[] figures = [.. ticks.Where((t, i) => ticks.Take(i).All(other => Math.Abs(Y(other) - Y(t)) >= LineHeight))];
        double idealLabel = ideal <= 0 ? 0 : Height - Bottom - Y(ideal) >= LineHeight + 10 ? Y(ideal) + LineHeight : Y(ideal) - 5;
        return Html.Of($"""
            <figure class="wide"><svg viewBox="0 0 {Width} {Height}" role="img" aria-label="Cycles against samples: from {passed[0].Cycles} to {best} in {search.Length} samples, {search.Length - passed.Length} of them rejected.">
            {ticks.Select(t => Html.Of($"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{Y(t)}" y2="{Y(t)}"/>"""))}{figures.Select(t => Html.Of($"""<text class="tick end" x="{Left - 6}" y="{Y(t) + 4}">{t}</text>"""))}
            {(ideal > 0 ? Html.Of($"""<text class="tick" x="{Left + 4}" y="{idealLabel}">the array alone: {ideal}</text>""") : Html.Empty)}
            <polyline class="bestline" points="{string.Join(' ', line)}"/>{dots}
            <text class="tick mid" x="{(Left + Width - Right) / 2}" y="{Height - 8}">samples, in order (ticks at the bottom: rejected)</text></svg>
            <figcaption>{search.Length} samples, {passed.Length} passed; the line is the best so far, on a logarithmic scale.</figcaption></figure>
            """);
    }
}
