namespace Autocomp.Search.Projects;

/// <summary>One line about a built kernel for the build's log.</summary>
internal static class KernelSummary
{
    /// <summary>For example <c>Sample.Layers.Dense(k=64, m=32, n=10): 1234 cycles (78 % of peak), 5.1x over the start of 6294</c>.</summary>
    /// <param name="built">The kernel.</param>
    public static string Print(BuiltKernel built)
    {
        string peak = built.IdealCycles > 0 ? FormattableString.Invariant($" ({100 * built.ShareOfPeak:0.#} % of peak)") : "";
        string place = built.IsOnHost ? ", on the host core" : "";
        double speedup = built.Best.Cycles > 0 ? (double)built.Start.Cycles / built.Best.Cycles : 0;
        return FormattableString.Invariant(
            $"{built.Kernel.DisplayName}: {built.Best.Cycles} cycles{peak}{place}, {speedup:0.##}x over the start of {built.Start.Cycles}, by {built.Provenance}");
    }
}
