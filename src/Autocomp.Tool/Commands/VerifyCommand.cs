using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Projects;
using Autocomp.Search.Store;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp verify</c>: puts stored schedules through verification again.</summary>
internal static class VerifyCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        Option<bool> quick = new("--quick") { Description = "The short check that builds do, instead of full acceptance." };
        Command command = new("verify", "Verify and measure every stored schedule again; exits with 1 when one is missing, invalid or wrong.") { quick };
        ProjectCommand.OnSession(command, options, (parsed, session, cancellation) => RunAsync(parsed, options, session, parsed.GetValue(quick) ? TrialPlan.Quick : TrialPlan.Acceptance, cancellation));
        return ExampleHelp.With(command, "autocomp verify src/App", "autocomp verify src/App --quick --kernel Dense");
    }

    private static async Task<int> RunAsync(ParseResult parsed, ProjectOptions options, ProjectSession session, TrialPlan plan, CancellationToken cancellation)
    {
        ImmutableArray<PreparedKernel> kernels = ProjectCommand.Select(parsed, options, session);
        if (kernels.IsEmpty) return ExitCodes.Failed;
        bool asJson = parsed.GetValue(options.Json);
        JsonArray documents = [];
        int failures = 0;
        foreach (PreparedKernel kernel in kernels)
        {
            StoredEntry entry = session.Find(kernel);
            long begun = TimeProvider.System.GetTimestamp();
            await session.PrepareAsync(kernel, plan, cancellation).ConfigureAwait(false);
            TimeSpan reference = TimeProvider.System.GetElapsedTime(begun);
            EvaluationResult? result = entry is { State: EntryState.Valid or EntryState.Old or EntryState.Edited, ScheduleText: { } text }
                ? (await session.EvaluateAsync(kernel, plan, [text], cancellation).ConfigureAwait(false))[0]
                : null;
            bool passed = result?.Stage == EvaluationStage.Accepted;
            if (!passed) failures++;
            JsonObject json = EntryView.Json(session, kernel, entry);
            json["passed"] = passed;
            json["cycles"] = result?.Cycles;
            json["message"] = result?.Message ?? string.Join("; ", entry.Reasons);
            json["referenceSeconds"] = Math.Round(reference.TotalSeconds, 3);
            json["evaluationSeconds"] = Math.Round((TimeProvider.System.GetElapsedTime(begun) - reference).TotalSeconds, 3);
            json["evidence"] = Json.Texts(result is { Evidence.IsDefault: false } ? result.Evidence : []);
            documents.Add((JsonNode)json);
            if (!asJson) Print(kernel, entry, result, passed);
        }

        if (asJson) Json.Print(new JsonObject { ["passed"] = failures == 0, ["kernels"] = documents });
        else Console.WriteLine(FormattableString.Invariant($"{kernels.Length - failures} of {kernels.Length} passed"));
        return failures == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void Print(PreparedKernel kernel, StoredEntry entry, EvaluationResult? result, bool passed)
    {
        string measured = result is { Cycles: > 0 }
            ? $": {EntryView.Count(result.Cycles)} cycles{(entry.Evidence is { } e && e.Cycles != result.Cycles ? $" (recorded: {EntryView.Count(e.Cycles)})" : "")}"
            : "";
        Console.WriteLine($"{(passed ? "ok    " : "FAILED")} {kernel.Kernel.DisplayName}, {EntryView.State(entry)}{measured}");
        if (passed) foreach (string line in result!.Evidence) Console.WriteLine("         " + BuildDiagnostic.Printable(line));
        else Console.WriteLine("         " + BuildDiagnostic.Printable(result?.Message ?? (entry.Reasons.IsEmpty ? "nothing is stored; run autocomp tune" : string.Join("; ", entry.Reasons))));
    }
}
