using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Projects;
using Autocomp.Search.Store;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp merge</c>: of two stored schedules of a kernel, keeps the better, measured here.</summary>
internal static class MergeCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        Option<string?> with = new("--with") { Description = "Another folder of schedules, for example from another branch or machine." };
        Option<bool> conflicts = new("--conflicts") { Description = "Settle git's unmerged entries of the schedule folder: both sides are measured." };
        Command command = new("merge", "Take the better of two stored schedules for each kernel, after verifying and measuring both.") { with, conflicts };
        command.Validators.Add(result =>
        {
            if (result.GetValue(with) is null == !result.GetValue(conflicts)) result.AddError("Give either --with FOLDER or --conflicts.");
        });
        ProjectCommand.OnSession(command, options, async (parsed, session, cancellation) =>
        {
            if (parsed.GetValue(with) is { } folder) return await RunAsync(parsed, options, session, session.Store, new ScheduleStore(Path.GetFullPath(folder)), cancellation).ConfigureAwait(false);
            using GitConflicts git = new(session.Settings.ScheduleDirectory);
            if (git.Files.IsEmpty)
            {
                Console.WriteLine("git has no unmerged file in the schedule folder.");
                return ExitCodes.Done;
            }

            int code = await RunAsync(parsed, options, session, new ScheduleStore(git.Ours), new ScheduleStore(git.Theirs), cancellation).ConfigureAwait(false);
            if (code == ExitCodes.Done && !parsed.GetValue(options.Json)) Console.WriteLine($"Settled; now: git add \"{session.Settings.ScheduleDirectory}\"");
            return code;
        });
        return ExampleHelp.With(command, "autocomp merge src/App --with ../other-checkout/src/App/autocomp", "autocomp merge src/App --conflicts      # in the middle of a git merge");
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, ProjectOptions options, ProjectSession session, ScheduleStore ours, ScheduleStore theirs, CancellationToken cancellation)
    {
        ImmutableArray<PreparedKernel> kernels = ProjectCommand.Select(parsed, options, session);
        if (kernels.IsEmpty) return ExitCodes.Failed;
        JsonArray documents = [];
        bool asJson = parsed.GetValue(options.Json);
        int code = ExitCodes.Done;
        foreach (PreparedKernel kernel in kernels)
        {
            (StoredEntry a, StoredEntry b) = (session.Find(kernel, ours), session.Find(kernel, theirs));
            if (b.ScheduleText is null || (a.ScheduleText is not null && ScheduleFingerprint.Of(a.ScheduleText) == ScheduleFingerprint.Of(b.ScheduleText) && a.State == EntryState.Valid)) continue;
            string[] texts = [.. new[] { a.ScheduleText, b.ScheduleText, kernel.Baseline }.OfType<string>()];
            ImmutableArray<EvaluationResult> results = await session.EvaluateAsync(kernel, TrialPlan.Acceptance, [.. texts], cancellation).ConfigureAwait(false);
            EvaluationResult? mine = a.ScheduleText is null ? null : results[0];
            (EvaluationResult other, EvaluationResult start) = (results[^2], results[^1]);
            bool takes = other.Stage == EvaluationStage.Accepted && (mine?.Stage != EvaluationStage.Accepted || other.Cycles < mine.Cycles);
            EvaluationResult? kept = takes ? other : mine?.Stage == EvaluationStage.Accepted ? mine : null;
            if (kept is null) code = ExitCodes.Failed;
            else session.Save(kernel, kept, start, (takes ? b : a).Evidence?.Provenance ?? "hand");
            string decision = kept is null ? "neither passes" : takes ? "theirs" : "ours";
            documents.Add((JsonNode)new JsonObject
            {
                ["symbol"] = kernel.Kernel.Symbol,
                ["kept"] = decision,
                ["ours"] = mine?.Cycles,
                ["theirs"] = other.Cycles,
                ["messages"] = Json.Texts(results.Select(r => r.Message).Where(m => m.Length > 0)),
            });
            if (!asJson) Console.WriteLine($"{kernel.Kernel.DisplayName}: {decision} (ours {Cycles(mine)}, theirs {Cycles(other)})");
        }

        if (asJson) Json.Print(new JsonObject { ["kernels"] = documents });
        else if (documents.Count == 0) Console.WriteLine("Nothing differs; everything is kept as it is.");
        return code;
    }

    private static string Cycles(EvaluationResult? result) => result switch
    {
        null => "missing",
        { Stage: EvaluationStage.Accepted } => EntryView.Count(result.Cycles),
        _ => $"rejected: {BuildDiagnostic.Printable(result.Message)}",
    };
}
