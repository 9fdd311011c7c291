namespace Autocomp.Report.Sections;

/// <summary>All kernels in one table.</summary>
internal static class SummarySection
{
    /// <summary>Prints it.</summary>
    public static Html Print(BuildReport report) => Html.Of($"""
        <section aria-labelledby="summary"><h2 id="summary">Kernels</h2>
        <div class="scroll" role="region" tabindex="0" aria-label="Kernels"><table class="summary">
        <thead><tr><th scope="col">kernel</th><th scope="col" class="n">cycles</th><th scope="col">of peak</th><th scope="col" class="n">over start</th><th scope="col">mostly held back by</th><th scope="col">schedule</th><th scope="col">correct</th><th scope="col">machine</th></tr></thead>
        <tbody>{report.Kernels.Select((k, i) => Row(k, i))}</tbody></table></div></section>
        """);

    private static Html Row(KernelReport kernel, int index)
    {
        double share = kernel.IdealCycles > 0 && kernel.Best.Cycles > 0 ? Math.Min(1, (double)kernel.IdealCycles / kernel.Best.Cycles) : 0;
        string held = kernel.RunsOnCore ? "runs on the RISC-V core"
            : kernel.Best.Profile is { } profile && CycleLosses.Largest(profile, kernel.IdealCycles) is [var limit, ..] ? $"{limit.Key} ({Figures.Percent((double)limit.Value / profile.Cycles)})"
            : "–";
        return Html.Of($"""
            <tr><th scope="row"><a href="#kernel-{(long)index:0}">{kernel.Name}</a></th><td class="n">{kernel.Best.Cycles}</td>
            <td><svg class="meter" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="lane" width="100" height="10"/><rect class="k0" width="{100 * share}" height="10"/></svg> {Figures.Peak(kernel.IdealCycles, kernel.Best.Cycles)}</td>
            <td class="n">{Figures.Speedup(kernel.Start.Cycles, kernel.Best.Cycles)}</td><td>{held}</td><td>{kernel.Entry}, by {kernel.Provenance}</td><td>{kernel.Verified}</td><td>{kernel.Target.Name}</td></tr>
            """);
    }
}
