using Autocomp.Search.Projects;

namespace Autocomp.Tool;

/// <summary>Says on standard output what a build is doing: one plain line a kernel, so that logs stay short.</summary>
internal sealed class ConsoleProgress : IProgress<BuildProgress>
{
    /// <inheritdoc/>
    public void Report(BuildProgress value)
    {
        string? line = value switch
        {
            BuildProgress.Done done => KernelSummary.Print(done.Result),
            BuildProgress.Unchanged unchanged => FormattableString.Invariant($"{unchanged.Count} of {unchanged.Total} kernels are unchanged"),
            _ => null,
        };
        if (line is not null) Console.WriteLine("autocomp: " + BuildDiagnostic.Printable(line));
    }
}
