using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Projects;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp compare</c>: two schedules of a kernel side by side.</summary>
internal static class CompareCommand
{
    private const string Which = "'start', 'stored', or a schedule file";

    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        Option<string> from = new("--from") { Description = $"First schedule: {Which}.", DefaultValueFactory = _ => "start" };
        Option<string> to = new("--to") { Description = $"Second schedule: {Which}.", DefaultValueFactory = _ => "stored" };
        Command command = new("compare", "Compare two schedules of a kernel: cycles and where they go. By default the starting one with the stored one.") { from, to };
        ProjectCommand.OnSession(command, options, (parsed, session, cancellation) =>
            RunAsync(parsed, options, session, parsed.GetValue(from)!, parsed.GetValue(to)!, cancellation));
        return ExampleHelp.With(command,
            "autocomp compare src/App --kernel Dense",
            "autocomp compare src/App --kernel Dense --from stored --to mine.schedule.cs");
    }

    private static async Task<int> RunAsync(ParseResult parsed, ProjectOptions options, ProjectSession session, string from, string to, CancellationToken cancellation)
    {
        ImmutableArray<PreparedKernel> kernels = ProjectCommand.Select(parsed, options, session);
        if (kernels.IsEmpty) return ExitCodes.Failed;
        JsonArray documents = [];
        int code = ExitCodes.Done;
        foreach (PreparedKernel kernel in kernels)
        {
            if (ScheduleChoice.Text(session, kernel, from) is not { } first || ScheduleChoice.Text(session, kernel, to) is not { } second)
            {
                code = ExitCodes.Failed;
                continue;
            }

            ImmutableArray<EvaluationResult> results = await session.EvaluateAsync(kernel, TrialPlan.Quick, [first, second], cancellation).ConfigureAwait(false);
            if (results.Any(r => r.Stage != EvaluationStage.Accepted)) code = ExitCodes.Failed;
            if (parsed.GetValue(options.Json)) documents.Add((JsonNode)Describe(kernel, from, to, results));
            else Print(kernel, from, to, results);
        }

        if (parsed.GetValue(options.Json)) Json.Print(new JsonObject { ["kernels"] = documents });
        return code;
    }

    private static JsonObject Describe(PreparedKernel kernel, string from, string to, ImmutableArray<EvaluationResult> results) => new()
    {
        ["kernel"] = kernel.Kernel.MetadataName,
        ["specialization"] = kernel.Identity.Specialization,
        ["idealCycles"] = kernel.IdealCycles,
        ["from"] = Side(from, results[0]),
        ["to"] = Side(to, results[1]),
    };

    private static JsonObject Side(string name, EvaluationResult result) => new()
    {
        ["schedule"] = name,
        ["passed"] = result.Stage == EvaluationStage.Accepted,
        ["message"] = result.Message,
        ["cycles"] = result.Cycles,
        ["causes"] = result.Profile is { } p ? new JsonObject(p.Causes.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key, c.Value))) : null,
        ["bytesRead"] = result.Profile?.BytesRead,
        ["bytesWritten"] = result.Profile?.BytesWritten,
        ["scratchpadRowsUsed"] = result.Profile?.ScratchpadRowsUsed,
        ["accumulatorRowsUsed"] = result.Profile?.AccumulatorRowsUsed,
    };

    private static void Print(PreparedKernel kernel, string from, string to, ImmutableArray<EvaluationResult> results)
    {
        Console.WriteLine(kernel.Kernel.DisplayName);
        foreach ((string name, EvaluationResult result) in new[] { from, to }.Zip(results))
            if (result.Stage != EvaluationStage.Accepted) Console.WriteLine($"  {name} was rejected ({result.Stage}): {BuildDiagnostic.Printable(result.Message)}");
        TextTable table = new("", ">" + Path.GetFileName(from), ">" + Path.GetFileName(to), ">difference");
        (EvaluationResult a, EvaluationResult b) = (results[0], results[1]);
        Row("cycles", a.Cycles, b.Cycles);
        table.Add("of peak", EntryView.Peak(kernel.IdealCycles, a.Cycles), EntryView.Peak(kernel.IdealCycles, b.Cycles), EntryView.Speedup(a.Cycles, b.Cycles));
        if (a.Profile is { } p && b.Profile is { } q)
        {
            foreach (string cause in p.Causes.Keys.Union(q.Causes.Keys).OrderByDescending(c => p.Causes.GetValueOrDefault(c) + q.Causes.GetValueOrDefault(c)).ThenBy(c => c, StringComparer.Ordinal))
                Row("  " + cause, p.Causes.GetValueOrDefault(cause), q.Causes.GetValueOrDefault(cause));
            Row("bytes read", p.BytesRead, q.BytesRead);
            Row("bytes written", p.BytesWritten, q.BytesWritten);
            Row("scratchpad rows", p.ScratchpadRowsUsed, q.ScratchpadRowsUsed);
            Row("accumulator rows", p.AccumulatorRowsUsed, q.AccumulatorRowsUsed);
        }

        Console.WriteLine(table);
        Console.WriteLine();

        void Row(string name, long x, long y) => table.Add(name, EntryView.Count(x), EntryView.Count(y), FormattableString.Invariant($"{y - x:+#,0;-#,0;0}"));
    }
}
