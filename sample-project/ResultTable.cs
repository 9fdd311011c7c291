using Autocomp.Runtime;

namespace Sample;

/// <summary>Prints what building the project has gained.</summary>
internal static class ResultTable
{
    /// <summary>One line a kernel that ran.</summary>
    public static void Print(IReadOnlyList<BuiltKernel> kernels, IEnumerable<KernelRun?> runs)
    {
        Console.WriteLine($"{"kernel",-20} {"shape",-22} {"start cycles",13} {"best cycles",12} {"share of peak",14} {"speedup over start",19}");
        foreach (KernelRun run in runs.OfType<KernelRun>())
        {
            BuiltKernel kernel = kernels.Single(k => k.Symbol == run.Symbol);
            string share = run.ShareOfPeak is { } peak ? $"{100 * peak:F1} %" : "-";
            string speedup = kernel.StartCycles is { } start ? $"{(double)start / run.Cycles:F2}x" : "-";
            Console.WriteLine($"{kernel.Name,-20} {kernel.ShapeText,-22} {kernel.StartCycles,13} {run.Cycles,12} {share,14} {speedup,19}");
        }
    }
}
