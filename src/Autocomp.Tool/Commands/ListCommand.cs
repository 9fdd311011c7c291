using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Search.Projects;
using Autocomp.Search.Store;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp list</c>: every kernel with the state of its entry.</summary>
internal static class ListCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        Option<bool> check = new("--check") { Description = "Exit with 1 unless every kernel has a valid or old entry: what mode Locked needs." };
        Command command = new("list", "List kernels and the state of their stored schedules: valid, old, edited, invalid or missing, with reasons.") { check };
        ProjectCommand.OnSession(command, options, (parsed, session, _) => Task.FromResult(Run(parsed, options, session, parsed.GetValue(check))));
        return ExampleHelp.With(command, "autocomp list src/App", "autocomp list src/App --json", "autocomp list src/App --check      # in a commit hook");
    }

    private static int Run(ParseResult parsed, ProjectOptions options, ProjectSession session, bool check)
    {
        ImmutableArray<PreparedKernel> kernels = ProjectCommand.Select(parsed, options, session);
        if (kernels.IsEmpty) return ExitCodes.Failed;
        ImmutableArray<(PreparedKernel Kernel, StoredEntry Entry)> rows = [.. kernels.Select(k => (k, session.Find(k)))];
        ImmutableArray<string> unused = UnusedEntries.Of(session.Store, [.. session.Kernels.Select(k => k.Identity)]);
        if (parsed.GetValue(options.Json))
        {
            Json.Print(new JsonObject
            {
                ["kernels"] = Json.Array(rows.Select(r => EntryView.Json(session, r.Kernel, r.Entry))),
                ["unused"] = Json.Texts(unused),
            });
        }
        else
        {
            Print(rows, unused);
        }

        return check && rows.Any(r => r.Entry.State is not (EntryState.Valid or EntryState.Old)) ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static void Print(ImmutableArray<(PreparedKernel Kernel, StoredEntry Entry)> rows, ImmutableArray<string> unused)
    {
        TextTable table = new("kernel", "state", ">cycles", ">of peak", ">over start", "by", "target");
        foreach ((PreparedKernel kernel, StoredEntry entry) in rows)
        {
            long cycles = entry.Evidence?.Cycles ?? 0;
            table.Add(
                kernel.Kernel.DisplayName, EntryView.State(entry), EntryView.Count(cycles), EntryView.Peak(kernel.IdealCycles, cycles),
                EntryView.Speedup(entry.Evidence?.StartCycles ?? 0, cycles), entry.Evidence?.Provenance ?? "-", kernel.Target.Name);
        }

        Console.WriteLine(table);
        foreach ((PreparedKernel kernel, StoredEntry entry) in rows.Where(r => !r.Entry.Reasons.IsEmpty))
        {
            Console.WriteLine($"\n{kernel.Kernel.DisplayName} is {EntryView.State(entry)}:");
            foreach (string reason in entry.Reasons) Console.WriteLine("  " + BuildDiagnostic.Printable(reason));
        }

        if (unused.IsEmpty) return;
        Console.WriteLine("\nStored for no kernel of this project (autocomp prune removes them):");
        foreach (string name in unused) Console.WriteLine("  " + BuildDiagnostic.Printable(name));
    }
}
