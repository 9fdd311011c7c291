using Microsoft.Build.Logging.StructuredLogger;

namespace Autocomp.Build.Tests;

/// <summary>A finished <c>dotnet build</c>, read from its binary log.</summary>
internal sealed class BuildResult
{
    private readonly Command command;
    private readonly Microsoft.Build.Logging.StructuredLogger.Build log;

    public BuildResult(Command command, string binaryLog)
    {
        this.command = command;
        log = BinaryLog.ReadBuild(binaryLog);
        Errors = [.. Diagnostics<Error>()];
        Warnings = [.. Diagnostics<Warning>()];
    }

    public string Output => command.Output;

    public IReadOnlyList<BuildMessage> Errors { get; }

    public IReadOnlyList<BuildMessage> Warnings { get; }

    /// <summary>How many times a task ran, over all projects.</summary>
    public int TaskRuns(string task)
    {
        int count = 0;
        log.VisitAllChildren<Microsoft.Build.Logging.StructuredLogger.Task>(t => count += t.Name == task ? 1 : 0);
        return count;
    }

    public bool WorkerRan => TaskRuns("RunWorker") > 0;

    public BuildResult ShouldSucceed()
    {
        if (command.ExitCode != 0) throw new InvalidOperationException($"The build failed with exit code {command.ExitCode}.\n{Output}");
        return this;
    }

    public BuildResult ShouldFail()
    {
        if (command.ExitCode == 0) throw new InvalidOperationException($"The build succeeded, unexpectedly.\n{Output}");
        return this;
    }

    private IEnumerable<BuildMessage> Diagnostics<T>()
        where T : AbstractDiagnostic
    {
        List<BuildMessage> found = [];
        log.VisitAllChildren<T>(d => found.Add(new BuildMessage(d.Code ?? "", d.File ?? "", d.LineNumber, d.ColumnNumber, d.Text ?? "")));
        return found.Distinct();
    }
}
