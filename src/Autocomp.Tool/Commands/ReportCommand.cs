using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Report;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Projects;
using Autocomp.Search.Store;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp report</c>: one page about a project's kernels.</summary>
internal static class ReportCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        Option<string?> output = new("--output", "-o") { Description = "The file to write; by default report.html in the project's obj folder." };
        Command command = new("report", "Write one self-contained HTML page: what limits each kernel, where its cycles go, start against best, the search, the evidence.") { output };
        ProjectCommand.OnSession(command, options, (parsed, session, cancellation) => RunAsync(parsed, options, session, parsed.GetValue(output), cancellation));
        return ExampleHelp.With(command, "autocomp report src/App", "autocomp report src/App -o report.html");
    }

    private static async Task<int> RunAsync(ParseResult parsed, ProjectOptions options, ProjectSession session, string? output, CancellationToken cancellation)
    {
        ImmutableArray<PreparedKernel> kernels = ProjectCommand.Select(parsed, options, session);
        if (kernels.IsEmpty) return ExitCodes.Failed;
        List<KernelReport> reports = [];
        int code = ExitCodes.Done;
        foreach (PreparedKernel kernel in kernels)
        {
            StoredEntry entry = session.Find(kernel);
            bool isStored = entry is { State: EntryState.Valid or EntryState.Old or EntryState.Edited, ScheduleText: not null };
            StoredEntry local = session.FindLocal(kernel);
            string text = isStored ? entry.ScheduleText! : local.State == EntryState.Valid ? local.ScheduleText! : kernel.Baseline;
            ImmutableArray<EvaluationResult> results = await session.EvaluateAsync(kernel, TrialPlan.Acceptance, [text, kernel.Baseline], cancellation).ConfigureAwait(false);
            if (results[0].Stage != EvaluationStage.Accepted)
            {
                Console.Error.WriteLine($"{kernel.Kernel.DisplayName} is left out, its schedule was rejected ({results[0].Stage}): {BuildDiagnostic.Printable(results[0].Message)}");
                code = ExitCodes.Failed;
                continue;
            }

            string state = isStored ? EntryView.State(entry) : local.State == EntryState.Valid ? "searched" : "start";
            string provenance = (isStored ? entry.Evidence : local.State == EntryState.Valid ? local.Evidence : null)?.Provenance ?? "lowered";
            reports.Add(ReportBuilder.Kernel(session.Settings, kernel, state, provenance, results[0].Verified, results[1], results[0]));
        }

        string path = output is null ? ReportBuilder.DefaultPath(session.Settings) : Path.GetFullPath(output);
        ReportBuilder.Write(session.Settings, session.Freshness(kernels[0]), [.. reports], path);
        if (parsed.GetValue(options.Json)) Json.Print(new JsonObject { ["report"] = path, ["kernels"] = reports.Count });
        else Console.WriteLine(path);
        return code;
    }
}
