using Autocomp.Search.Projects;

namespace Autocomp.Tool;

/// <summary>Says on standard output what a build is doing: one plain line a kernel, so that logs stay short.</summary>
internal sealed class ConsoleProgress : IProgress<BuildProgress>
{
    /// <inheritdoc/>
    public void Report(BuildProgress value)
    {
        if (value is BuildProgress.Done done) Console.WriteLine("autocomp: " + BuildDiagnostic.Printable(KernelSummary.Print(done.Result)));
    }
}
