namespace Autocomp.Report.Charts;

/// <summary>Multiply-accumulates a cycle over multiply-accumulates a byte, under what the array and the memory allow.</summary>
internal static class Roofline
{
    /// <summary>Bytes that DMA moves a cycle in each direction.</summary>
    private const double BytesPerCycle = 16;
    private const double Width = 420, Height = 260, Left = 52, Right = 14, Top = 14, Bottom = 42;

    /// <summary>Draws it; empty when the kernel's multiplications are not known.</summary>
    public static Html Draw(KernelReport kernel)
    {
        if (kernel.Macs == 0 || kernel.Best.Profile is null) return Html.Empty;
        double peak = kernel.Target.PeakMacsPerCycle;
        (string Name, string Class, double X, double Y)[] points =
        [
            .. new[] { ("start", "start", kernel.Start), ("best", "best", kernel.Best) }.Where(p => p.Item3.Profile is not null)
                .Select(p => (p.Item1, p.Item2, Intensity(kernel.Macs, p.Item3), kernel.Macs / (double)p.Item3.Cycles)),
        ];
        double left = Math.Floor(Math.Log2(Math.Min(points.Min(p => p.X), peak / BytesPerCycle) / 2));
        double right = Math.Ceiling(Math.Log2(Math.Max(points.Max(p => p.X), peak / BytesPerCycle) * 2));
        double low = Math.Floor(Math.Log2(points.Min(p => p.Y) / 2));
        double high = Math.Log2(peak) + 0.6;
        double X(double v) => Left + ((Math.Log2(v) - left) / (right - left) * (Width - Left - Right));
        double Y(double v) => Height - Bottom - ((Math.Log2(v) - low) / (high - low) * (Height - Top - Bottom));
        double ridge = peak / BytesPerCycle;
        double begin = Math.Max(Math.Pow(2, left), Math.Pow(2, low) / BytesPerCycle);
        string summary = string.Join(" ", points.Select(p =>
            $"{p.Name}: {Figures.Short(p.Y)} multiply-accumulates a cycle at {Figures.Short(p.X)} a byte; memory would allow {Figures.Short(Math.Min(peak, p.X * BytesPerCycle))}."));
        return Html.Of($"""
            <figure><svg viewBox="0 0 {Width} {Height}" role="img" aria-label="Roofline. The array's peak is {Figures.Short(peak)} multiply-accumulates a cycle. {summary}">
            {Ticks(left, right).Select(t => Html.Of($"""<line class="grid" x1="{X(t)}" x2="{X(t)}" y1="{Top}" y2="{Height - Bottom}"/><text class="tick mid" x="{X(t)}" y="{Height - Bottom + 15}">{Figures.Short(t)}</text>"""))}
            {Ticks(low, Math.Log2(peak)).Select(t => Html.Of($"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{Y(t)}" y2="{Y(t)}"/><text class="tick end" x="{Left - 6}" y="{Y(t) + 4}">{Figures.Short(t)}</text>"""))}
            <polyline class="roof" points="{X(begin)},{Y(begin * BytesPerCycle)} {X(ridge)},{Y(peak)} {Width - Right},{Y(peak)}"/>
            <text class="label end" x="{Width - Right - 2}" y="{Y(peak) - 6}">array: {Figures.Short(peak)} a cycle</text>
            {points.Select(p => Html.Of($"""<circle class="point {p.Class}" cx="{X(p.X)}" cy="{Y(p.Y)}" r="5.5"/><text class="{(p.Class == "start" ? "label" : "label end")}" x="{X(p.X) + (p.Class == "start" ? 9 : -7)}" y="{Y(p.Y) + (p.Class == "start" ? 14 : 18)}">{p.Name}</text>"""))}
            <text class="tick mid" x="{(Left + Width - Right) / 2}" y="{Height - 6}">multiply-accumulates per byte moved</text>
            <text class="tick mid" x="12" y="{(Top + Height - Bottom) / 2}" transform="rotate(-90 12 {(Top + Height - Bottom) / 2})">per cycle</text>
            </svg><figcaption>Roofline: below the slope memory limits, below the flat line the array does. {summary}</figcaption></figure>
            """);
    }

    private static double Intensity(long macs, ScheduleReport schedule) => macs / (double)Math.Max(1, Math.Max(schedule.Profile!.BytesRead, schedule.Profile.BytesWritten));

    private static IEnumerable<double> Ticks(double low, double high)
    {
        int step = high - low > 8 ? 2 : 1;
        for (int i = (int)Math.Ceiling(low); i <= high; i += step) yield return Math.Pow(2, i);
    }
}
