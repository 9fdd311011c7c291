using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Search.Processes;
using Autocomp.Search.Projects;
using Autocomp.Search.Strategies;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;
using Autocomp.Tool.Tuning;
using Spectre.Console;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp tune</c>: the full search, with somebody watching.</summary>
internal static class TuneCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        Option<string?> model = new("--model") { Description = "Model(s) to ask: a name, or command:PROGRAM; by default what the project configures." };
        Option<int?> evaluations = new("--max-evaluations") { Description = "Most schedules to try a kernel; by default what the project configures." };
        Option<int?> seconds = new("--max-seconds") { Description = "Most seconds a kernel; 0 is no limit, and keeps results repeatable." };
        Option<ulong?> seed = new("--seed") { Description = "Seed of every random choice." };
        Command command = new("tune", "Search for faster schedules and write them to the project's schedule folder. Ctrl+C keeps the best.") { model, evaluations, seconds, seed };
        ProjectCommand.OnSettings(command, options, (parsed, settings, cancellation) =>
        {
            BuildSettings tuned = settings with
            {
                Mode = BuildMode.Tune,
                Report = true,
                Model = parsed.GetValue(model) ?? settings.Model,
                MaxEvaluations = parsed.GetValue(evaluations) ?? settings.MaxEvaluations,
                MaxSeconds = parsed.GetValue(seconds) ?? settings.MaxSeconds,
                Seed = parsed.GetValue(seed) ?? settings.Seed,
                Kernels = [.. parsed.GetValue(options.Kernel) ?? []],
            };
            // Search settings belong to an entry's freshness: what was found under others is used, and called old.
            bool differs = tuned.Model != settings.Model || tuned.MaxEvaluations != settings.MaxEvaluations || tuned.MaxSeconds != settings.MaxSeconds || tuned.Seed != settings.Seed;
            return RunAsync(tuned, parsed.GetValue(options.Json), differs, cancellation);
        });
        return ExampleHelp.With(command,
            "autocomp tune src/App",
            "autocomp tune src/App --kernel Dense --max-evaluations 200",
            "autocomp tune src/App --model gpt-5      # with AUTOCOMP_API_KEY in the environment");
    }

    private static async Task<int> RunAsync(BuildSettings settings, bool asJson, bool differs, CancellationToken cancellation)
    {
        TuneState state = new(TimeProvider.System);
        ProjectBuilder builder = new(
            settings, EvaluatorLaunch.ForCurrentProcess(EvaluatorCommand.Name), EvaluatorLaunch.ForCurrentProcess(ReferenceCommand.Name), TimeProvider.System);
        bool isLive = !asJson && !Console.IsOutputRedirected;
        if (!isLive) state.Changed = new PlainTuneView(asJson ? Console.Error : Console.Out).Show;
        Task<BuildOutcome> work = Task.Run(() => builder.RunAsync(state, cancellation), CancellationToken.None);
        try
        {
            if (isLive) await new LiveTuneView(state, Heading(settings)).ShowAsync(AnsiConsole.Console, work, cancellation).ConfigureAwait(false);
            BuildOutcome outcome = await work.ConfigureAwait(false);
            foreach (BuildDiagnostic diagnostic in outcome.Diagnostics) Console.Error.WriteLine(diagnostic);
            Print(state, settings, asJson, cancellation.IsCancellationRequested);
            if (outcome.Succeeded && !asJson) Console.WriteLine("Report: " + ReportBuilder.DefaultPath(settings));
            if (differs && !asJson) Console.WriteLine("The search settings differ from the project's, so its builds will call the result old (and use it). Set them in the project to call it valid.");
            return !outcome.Succeeded ? ExitCodes.Failed : cancellation.IsCancellationRequested ? ExitCodes.Cancelled : ExitCodes.Done;
        }
        catch (OperationCanceledException)
        {
            Print(state, settings, asJson, interrupted: true);
            return ExitCodes.Cancelled;
        }
    }

    private static string Heading(BuildSettings settings) => FormattableString.Invariant(
        $"{settings.AssemblyName}: {(settings.Model.Length > 0 ? $"built-in proposer, then {settings.Model}" : "built-in proposer")}, at most {settings.MaxEvaluations} samples a kernel, seed {settings.Seed}");

    private static void Print(TuneState state, BuildSettings settings, bool asJson, bool interrupted)
    {
        TuneState.Snapshot now = state.Now;
        string folder = Path.GetRelativePath(settings.ProjectDirectory, settings.ScheduleDirectory).TrimEnd(Path.DirectorySeparatorChar);
        if (asJson)
        {
            Json.Print(new JsonObject { ["interrupted"] = interrupted, ["schedules"] = folder, ["kernels"] = Json.Array(now.Done.Select(Describe)) });
            return;
        }

        TextTable table = new("kernel", ">cycles", ">of peak", ">over start", "by", ">samples", "ended by");
        foreach (BuiltKernel built in now.Done)
        {
            table.Add(
                built.Kernel.DisplayName, EntryView.Count(built.Best.Cycles), EntryView.Peak(built.IdealCycles, built.Best.Cycles),
                EntryView.Speedup(built.Start.Cycles, built.Best.Cycles), built.Provenance, EntryView.Count(built.Search?.Evaluations ?? 0),
                built.Search?.StoppedBecause ?? "stored already");
        }

        Console.WriteLine(table);
        if (interrupted) Console.WriteLine("\nInterrupted. What is listed was verified and stored; run the command again to go on with the rest.");
        if (now.Done.Count > 0) Console.WriteLine($"\nStored in {folder}/ - commit it.");
    }

    private static JsonObject Describe(BuiltKernel built)
    {
        JsonObject json = ManifestWriter.Kernel(built);
        json["evaluations"] = built.Search?.Evaluations;
        json["stoppedBecause"] = built.Search?.StoppedBecause;
        json["origins"] = Json.Array(OriginStatistics.Of(built.Search?.Candidates ?? []).Select(o => new JsonObject
        {
            ["origin"] = o.Origin, ["samples"] = o.Samples, ["accepted"] = o.Accepted, ["improved"] = o.Improved, ["bestCycles"] = o.BestCycles,
        }));
        return json;
    }
}
