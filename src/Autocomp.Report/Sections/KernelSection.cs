using System.Collections.Immutable;
using Autocomp.Emulator;
using Autocomp.Report.Charts;

namespace Autocomp.Report.Sections;

/// <summary>Everything about one kernel, from the headline to the evidence.</summary>
internal static class KernelSection
{
    /// <summary>How a remark begins that says why a kernel is not on the accelerator.</summary>
    private const string StaysOnHost = "stays on the host core: ";

    /// <summary>Prints it.</summary>
    public static Html Print(KernelReport kernel, int index) => Html.Of($"""
        <section class="kernel" aria-labelledby="kernel-{(long)index:0}"><h2 id="kernel-{(long)index:0}">{kernel.Name}</h2>
        <p class="lead">{Lead(kernel)}</p>
        {(kernel.RunsOnCore ? OnCore(kernel) : OnAccelerator(kernel, index))}
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
            : kernel.RunsOnCore ? ""
            : "; it does not use the array as a matrix product would, so there is no peak to compare with";
        return $"{Figures.Count(kernel.Best.Cycles)} cycles{peak}. {Figures.Speedup(kernel.Start.Cycles, kernel.Best.Cycles)} over {kernel.StartName} ({Figures.Count(kernel.Start.Cycles)} cycles).";
    }

    private static Html OnAccelerator(KernelReport kernel, int index) => Html.Of($"""
        <p class="remark">{(kernel.Remark.Length > 0 ? "Recognised as: " + kernel.Remark : "")}</p>
        <h3>What limits it</h3>
        <div class="pair">{Roofline.Draw(kernel)}<div>{Limits(kernel)}</div></div>
        <h3>Cycles by cause</h3>{CauseBars.Draw(kernel)}
        {OverTime(kernel, index)}
        """);

    private static Html OnCore(KernelReport kernel)
    {
        string why = kernel.Remark.StartsWith(StaysOnHost, StringComparison.Ordinal) ? $"It runs on the RISC-V core because {kernel.Remark[StaysOnHost.Length..]}."
            : kernel.Remark.Length > 0 ? $"Recognised as: {kernel.Remark}. The chosen schedule runs on the RISC-V core all the same."
            : "It runs on the RISC-V core.";
        return Html.Of($"""
            <p class="remark">{why} The accelerator has no part in it, so there is no roofline, no timeline and no local memory to show.</p>
            <p>What helps: loops that are recognised (docs/kernels.md tells which), or a schedule written by hand.</p>
            """);
    }

    private static Html Limits(KernelReport kernel)
    {
        if (kernel.Best.Profile is not { } profile) return Html.Empty;
        KeyValuePair<string, long>[] lost = [.. CycleLosses.Largest(profile, kernel.IdealCycles).Take(3)];
        ImmutableSortedDictionary<string, long> causes = CycleLosses.Of(profile, kernel.IdealCycles);
        string useful = causes.TryGetValue(CycleLosses.Useful, out long needed) ? $", and does useful work in {Share(needed)}" : "";
        return Html.Of($"""
            <p>The array is busy in {Share(profile.Causes.GetValueOrDefault(CycleCause.ArrayBusy.Label()))} of all cycles{useful}. {(lost.Length == 0 ? "Nothing holds it back." : "Of the rest, most goes to:")}</p>
            <ol>{lost.Select(c => Html.Of($"<li><strong>{c.Key}</strong>, {c.Value} cycles ({Share(c.Value)}): {CauseText.Means(c.Key)}. What helps: {CauseText.Helps(c.Key)}.</li>"))}</ol>
            <p>The accelerator read {profile.BytesRead} bytes and wrote {profile.BytesWritten}; {(long)profile.ScratchpadRowsUsed} of {(long)kernel.Target.ScratchpadRows} scratchpad rows and {(long)profile.AccumulatorRowsUsed} of {(long)kernel.Target.AccumulatorRows} accumulator rows touched.</p>
            """);

        string Share(long cycles) => Figures.Percent((double)cycles / Math.Max(1, profile.Cycles));
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
