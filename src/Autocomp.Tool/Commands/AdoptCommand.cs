using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Projects;
using Autocomp.Search.Store;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp adopt</c>: makes schedule files that somebody changed entries again, after full verification.</summary>
internal static class AdoptCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        Command command = new("adopt", "Verify schedule files that were edited, or whose kernel changed, and store them as they are. Nothing is searched.");
        ProjectCommand.OnSession(command, options, (parsed, session, cancellation) => RunAsync(parsed, options, session, cancellation));
        return ExampleHelp.With(command, "autocomp adopt src/App      # after editing autocomp/….schedule.cs");
    }

    private static async Task<int> RunAsync(ParseResult parsed, ProjectOptions options, ProjectSession session, CancellationToken cancellation)
    {
        ImmutableArray<PreparedKernel> kernels = ProjectCommand.Select(parsed, options, session);
        if (kernels.IsEmpty) return ExitCodes.Failed;
        JsonArray documents = [];
        bool asJson = parsed.GetValue(options.Json);
        (int adopted, int refused) = (0, 0);
        foreach (PreparedKernel kernel in kernels)
        {
            if (session.Find(kernel) is not { State: EntryState.Edited or EntryState.Invalid, ScheduleText: { } text } entry) continue;
            ImmutableArray<EvaluationResult> results = await session.EvaluateAsync(kernel, TrialPlan.Acceptance, [text, kernel.Baseline], cancellation).ConfigureAwait(false);
            bool passed = results[0].Stage == EvaluationStage.Accepted;
            if (passed) session.Save(kernel, results[0], results[1], "hand");
            (adopted, refused) = passed ? (adopted + 1, refused) : (adopted, refused + 1);
            JsonObject json = EntryView.Json(session, kernel, entry);
            json["adopted"] = passed;
            json["cycles"] = results[0].Cycles;
            json["message"] = results[0].Message;
            documents.Add((JsonNode)json);
            if (asJson) continue;
            Console.WriteLine(passed
                ? $"adopted {EntryView.File(session, entry)}: {EntryView.Count(results[0].Cycles)} cycles (recorded before: {EntryView.Count(entry.Evidence?.Cycles ?? 0)})"
                : $"REFUSED {EntryView.File(session, entry)} ({results[0].Stage}): {BuildDiagnostic.Printable(results[0].Message)}");
        }

        if (asJson) Json.Print(new JsonObject { ["adopted"] = adopted, ["refused"] = refused, ["kernels"] = documents });
        else if (adopted + refused == 0) Console.WriteLine("No schedule file was edited; there is nothing to adopt.");
        return refused == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
