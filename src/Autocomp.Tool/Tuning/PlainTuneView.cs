using Autocomp.Search.Projects;
using Autocomp.Search.Strategies;
using Autocomp.Tool.Output;

namespace Autocomp.Tool.Tuning;

/// <summary>A tuning in a log or a pipe: a line a kernel, a line an improvement, nothing that moves.</summary>
/// <param name="output">Where to.</param>
internal sealed class PlainTuneView(TextWriter output)
{
    private long _best = long.MaxValue;

    /// <summary>Prints what is new.</summary>
    public void Show(BuildProgress value)
    {
        switch (value)
        {
            case BuildProgress.Started s:
                _best = long.MaxValue;
                output.WriteLine(FormattableString.Invariant($"[{s.Number}/{s.Count}] {s.Kernel.DisplayName}"));
                break;
            case BuildProgress.Searching { Search: { BestCycles: > 0 } search } s when search.BestCycles < _best:
                _best = search.BestCycles;
                output.WriteLine(Line(search, s.IdealCycles));
                break;
            case BuildProgress.Done d:
                output.WriteLine("  " + BuildDiagnostic.Printable(KernelSummary.Print(d.Result)));
                break;
        }
    }

    private static string Line(SearchProgress search, long ideal) => FormattableString.Invariant(
        $"  {search.Evaluations,5}/{search.MaxEvaluations} best {EntryView.Count(search.BestCycles)} cycles, {EntryView.Peak(ideal, search.BestCycles)} of peak, {EntryView.Speedup(search.StartCycles, search.BestCycles)} over the start ({BuildDiagnostic.Printable(search.Phase)})");
}
