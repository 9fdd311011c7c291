using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Autocomp.Build;

/// <summary>Runs <c>autocomp build</c> in a process of its own, so that nothing native can take the build down with it.</summary>
/// <remarks>
/// The worker's canonical lines (<c>Kernels.cs(12,5,12,20): error AC1001: text</c>) become errors and warnings by themselves.
/// Cancelling the build kills the worker and its children.
/// </remarks>
public sealed class RunWorker : ToolTask
{
    /// <summary>The .NET host that runs the worker.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>The worker's assembly.</summary>
    [Required]
    public string Worker { get; set; } = "";

    /// <summary>File with the worker's options, one argument a line.</summary>
    [Required]
    public string Options { get; set; } = "";

    /// <summary>Whether the worker's progress lines are shown at minimal verbosity. Default false: detail belongs in the binary log.</summary>
    public bool ShowProgress { get; set; }

    /// <summary>True once the worker has been started, so that what it said is not said again.</summary>
    [Output]
    public bool HasRun { get; private set; }

    /// <inheritdoc/>
    protected override string ToolName => Path.GetFileName(Host);

    /// <inheritdoc/>
    protected override MessageImportance StandardOutputLoggingImportance => ShowProgress ? MessageImportance.High : MessageImportance.Normal;

    /// <inheritdoc/>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.High;

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() => Host;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        CommandLineBuilder line = new();
        line.AppendFileNameIfNotNull(Worker);
        line.AppendSwitch("build");
        line.AppendFileNameIfNotNull("@" + Options);
        return line.ToString();
    }

    /// <inheritdoc/>
    public override bool Execute()
    {
        HasRun = true;
        return base.Execute();
    }

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors()
    {
        // Exit code 1 comes with an error of the worker's own; MSB6006 beside it would only confuse.
        return ExitCode == 1 && Log.HasLoggedErrors ? false : base.HandleTaskExecutionErrors();
    }
}
