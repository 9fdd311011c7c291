namespace Autocomp.Tool;

/// <summary>Says on standard output what a build is doing: one plain line a kernel, so that logs stay short.</summary>
internal sealed class ConsoleProgress : IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value) => Console.WriteLine("autocomp: " + Autocomp.Search.Projects.BuildDiagnostic.Printable(value));
}
