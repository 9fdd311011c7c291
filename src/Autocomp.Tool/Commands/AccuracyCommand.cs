using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Emulator;
using Autocomp.Isa;
using Command = System.CommandLine.Command;
using Autocomp.Tool.Output;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp accuracy</c>: the timing model's error against RTL.</summary>
internal static class AccuracyCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<string[]> paths = new("path") { Description = "Reference timings (.jsonl, .jsonl.gz) or folders of them; by default the excerpt that ships.", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> check = new("--check") { Description = "Exit with 1 when a family misses its bar." };
        Option<string?> write = new("--write") { Description = "Write the page docs/accuracy.md to this file." };
        Option<bool> json = new("--json") { Description = "Print one JSON document on standard output." };
        Command command = new("accuracy", "Compare the timing model with RTL, family by family.") { paths, check, write, json };
        command.SetAction(parsed => Run(parsed.GetValue(paths) ?? [], parsed.GetValue(check), parsed.GetValue(write), parsed.GetValue(json)));
        return ExampleHelp.With(command, "autocomp accuracy", "autocomp accuracy reference/timing --check");
    }

    private static int Run(string[] paths, bool check, string? write, bool asJson)
    {
        AccuracySuite suite = new(TargetPresets.Int8);
        try
        {
            IEnumerable<string> lines = paths.Length == 0
                ? AccuracySuite.Excerpt()
                : InputLines.Read(paths, file => !Path.GetFileName(file).Contains("_events", StringComparison.Ordinal));
            foreach (string line in lines)
            {
                if (suite.Run(line) is { } problem) Console.Error.WriteLine(problem);
            }

            if (asJson) Json.Print(Document(suite));
            else Console.WriteLine(AccuracyDocument.Table(suite));
            if (write is not null) File.WriteAllText(write, AccuracyDocument.Page(suite, paths.Length == 0 ? "the excerpt that ships" : "all traces and programs of the reference measurements"));
            return check && !suite.MeetsBars ? 1 : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static JsonObject Document(AccuracySuite suite) => new()
    {
        ["meetsBars"] = suite.MeetsBars,
        ["families"] = Json.Array(suite.Families.Select(f => new JsonObject
        {
            ["family"] = f.Family, ["condition"] = f.Condition.ToString(), ["measurements"] = f.Count, ["exact"] = f.Exact,
            ["mean"] = f.Mean, ["percentile95"] = f.Percentile95, ["worst"] = f.Worst, ["meetsBars"] = f.MeetsBars,
        })),
    };
}
