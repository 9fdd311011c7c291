using Microsoft.Build.Framework;

namespace Autocomp.Tool.Projects;

/// <summary>Keeps a build's errors in MSBuild's own wording.</summary>
internal sealed class BuildErrors : ILogger
{
    /// <summary>The errors so far.</summary>
    public List<string> Lines { get; } = [];

    /// <inheritdoc/>
    public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Quiet;

    /// <inheritdoc/>
    public string? Parameters { get; set; }

    /// <inheritdoc/>
    public void Initialize(IEventSource eventSource) => eventSource.ErrorRaised += (_, e) =>
    {
        string place = string.IsNullOrEmpty(e.File) ? "" : e.LineNumber > 0 ? FormattableString.Invariant($"{e.File}({e.LineNumber},{e.ColumnNumber}): ") : e.File + ": ";
        Lines.Add($"{place}error {e.Code}: {e.Message}");
    };

    /// <inheritdoc/>
    public void Shutdown()
    {
    }
}
