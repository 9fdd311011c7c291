using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Emulator;
using Autocomp.Tool.Output;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp vectors</c>: golden vectors against the emulator.</summary>
internal static class VectorsCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<string[]> paths = new("path") { Description = "Files (.jsonl, .jsonl.gz) or folders of them.", Arity = ArgumentArity.OneOrMore };
        Option<bool> strict = new("--strict") { Description = "Run under the strict policy; what it refuses counts as a mismatch." };
        Option<bool> json = new("--json") { Description = "Print one JSON document on standard output." };
        Command command = new("vectors", "Check the emulator against golden vectors; exits with 1 on a mismatch.") { paths, strict, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(paths), parsed.GetValue(strict) ? Policy.Strict : Policy.Permissive, parsed.GetValue(json)));
        return ExampleHelp.With(command, "autocomp vectors reference/golden", "autocomp vectors reference/golden/matmul.jsonl.gz --strict --json");
    }

    private static int Run(string[] paths, Policy policy, bool asJson)
    {
        using VectorSuite suite = new(policy);
        try
        {
            foreach (string line in InputLines.Read(paths, _ => true)) suite.Run(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }

        int cases = suite.Families.Sum(f => f.Cases);
        int passed = suite.Families.Sum(f => f.Passed);
        if (asJson) Json.Print(Document(suite, cases, passed));
        else Print(suite, cases, passed);
        return cases > 0 && cases == passed ? 0 : 1;
    }

    private static JsonObject Document(VectorSuite suite, int cases, int passed) => new()
    {
        ["cases"] = cases,
        ["passed"] = passed,
        ["families"] = Json.Array(suite.Families.Select(f => new JsonObject
        {
            ["machine"] = f.Config, ["family"] = f.Name, ["cases"] = f.Cases, ["passed"] = f.Passed, ["firstMismatch"] = f.FirstMismatch,
        })),
        ["refusals"] = Json.Array(suite.Refusals.Select(r => new JsonObject { ["cases"] = r.Cases, ["reason"] = r.Reason, ["example"] = r.Example })),
    };

    private static void Print(VectorSuite suite, int cases, int passed)
    {
        int width = suite.Families.Select(f => f.Name.Length).DefaultIfEmpty(6).Max();
        Console.WriteLine($"{"machine",-14}{"family".PadRight(width)}  {"cases",6} {"passed",6}  first mismatch");
        foreach (VectorFamily family in suite.Families)
            Console.WriteLine($"{family.Config,-14}{family.Name.PadRight(width)}  {family.Cases,6} {family.Passed,6}  {family.FirstMismatch}");
        Console.WriteLine($"{cases} cases, {passed} passed");
        if (suite.Refusals.Length > 0) Console.WriteLine($"\nof these, strict refuses {suite.Refusals.Sum(refusal => refusal.Cases)}:");
        foreach (VectorRefusal refusal in suite.Refusals) Console.WriteLine($"{refusal.Cases,6}  {refusal.Reason} (first: {refusal.Example})");
    }
}
