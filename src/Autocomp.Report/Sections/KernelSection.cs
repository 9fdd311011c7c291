using Autocomp.Emulator;
using Autocomp.Report.Charts;

namespace Autocomp.Report.Sections;

/// <summary>Everything about one kernel, from the headline to the evidence.</summary>
internal static class KernelSection
{
    /// <summary>Prints it.</summary>
    public static Html Print(KernelReport kernel, int index) => Html.Of($"""
        <section class="kernel" aria-labelledby="kernel-{(long)index:0}"><h2 id="kernel-{(long)index:0}">{kernel.Name}</h2>
        <p class="lead">{Lead(kernel)}</p>
        <p class="remark">{(kernel.Remark.Length > 0 ? "Recognised as: " + kernel.Remark : "")}</p>
        <h3>What limits it</h3>
        <div class="pair">{Roofline.Draw(kernel)}<div>{Limits(kernel)}</div></div>
        <h3>Cycles by cause</h3>{CauseBars.Draw(kernel)}
        {OverTime(kernel, index)}
        <h3>Schedules, start and best, with the cycles of each line</h3>
        <div class="pair code">{ScheduleListing.Print("Start", kernel.Start)}{ScheduleListing.Print("Best", kernel.Best)}</div>
        {SearchSection.Print(kernel)}
        <h3>Evidence</h3>
        <p>The schedule is <strong>{kernel.Verified}</strong>{(kernel.Verified == "proved" ? ": for all inputs" : ": on trials, not for all inputs")}. What was checked:</p>
        <ul class="evidence">{kernel.Evidence.Select(e => Html.Of($"<li>{e}</li>"))}</ul>
        </section>
        """);

    private static string Lead(KernelReport kernel)
    {
        string peak = kernel.IdealCycles > 0
            ? $": {Figures.Peak(kernel.IdealCycles, kernel.Best.Cycles)} of the array's peak (the array alone would need {Figures.Count(kernel.IdealCycles)})"
            : "; it does not use the array as a matrix product would, so there is no peak to compare with";
        return $"{Figures.Count(kernel.Best.Cycles)} cycles{peak}. {Figures.Speedup(kernel.Start.Cycles, kernel.Best.Cycles)} over the schedule that it is compared with ({Figures.Count(kernel.Start.Cycles)} cycles).";
    }

    private static Html Limits(KernelReport kernel)
    {
        if (kernel.Best.Profile is not { } profile) return Html.Empty;
        KeyValuePair<string, long>[] idle = [.. profile.Causes.Where(c => c.Key != "array busy" && c.Value > 0).OrderByDescending(c => c.Value).Take(3)];
        long busy = profile.Causes.GetValueOrDefault("array busy");
        return Html.Of($"""
            <p>The array works in {Figures.Percent((double)busy / Math.Max(1, profile.Cycles))} of all cycles. {(idle.Length == 0 ? "Nothing holds it back." : "Of the rest, most goes to:")}</p>
            <ol>{idle.Select(c => Html.Of($"<li><strong>{c.Key}</strong>, {c.Value} cycles ({Figures.Percent((double)c.Value / profile.Cycles)}): {CauseText.Means(c.Key)}. What helps: {CauseText.Helps(c.Key)}.</li>"))}</ol>
            <p>{profile.BytesRead} bytes read and {profile.BytesWritten} written; {(long)profile.ScratchpadRowsUsed} of {(long)kernel.Target.ScratchpadRows} scratchpad rows and {(long)profile.AccumulatorRowsUsed} of {(long)kernel.Target.AccumulatorRows} accumulator rows touched.</p>
            """);
    }

    private static Html OverTime(KernelReport kernel, int index)
    {
        (string Name, RunTimeline Timeline)[] runs =
        [
            .. new[] { ("best", kernel.Best.Profile?.Timeline), ("start", kernel.Start.Profile?.Timeline) }.Where(r => r.Item2 is not null).Select(r => (r.Item1, r.Item2!)),
        ];
        return runs.Length == 0 ? Html.Empty : Html.Of($"""
            <h3>Over time</h3>{runs.Select(r => RunOverTime.Draw(r.Name, r.Timeline))}
            {runs.Select(r => UnitTimeline.Print(r.Name, r.Timeline, $"{index}-{r.Name}"))}
            <h3>Local memories over time</h3>{runs.Select(r => MemoryMap.Draw(r.Name, r.Timeline, kernel.Target))}
            """);
    }
}
