using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Search.Projects;
using Autocomp.Search.Store;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp prune</c>: deletes entries that no kernel uses.</summary>
internal static class PruneCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        Option<bool> dry = new("--dry-run") { Description = "Only say what would be deleted." };
        Option<bool> shared = new("--shared") { Description = "The schedule folder lies outside of the project and may be pruned all the same: no other project uses it." };
        Command command = new("prune", "Delete stored schedules of kernels that are gone.") { dry, shared };
        ProjectCommand.OnSession(command, options, (parsed, session, _) => Task.FromResult(Run(parsed, options, session, parsed.GetValue(dry), parsed.GetValue(shared))));
        return ExampleHelp.With(command, "autocomp prune src/App --dry-run", "autocomp prune src/App");
    }

    private static int Run(ParseResult parsed, ProjectOptions options, ProjectSession session, bool dry, bool shared)
    {
        string folder = session.Settings.ScheduleDirectory;
        string relative = Path.GetRelativePath(session.Settings.ProjectDirectory, folder);
        if (!dry && !shared && (relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)))
        {
            Console.Error.WriteLine($"The schedule folder '{relative}' lies outside of the project, so other projects may use it. Look with --dry-run; with --shared this project decides alone.");
            return ExitCodes.Failed;
        }

        // A kernel may exist in one target framework only; --framework chooses, and a project with several should be looked at in each.
        ImmutableArray<string> unused = UnusedEntries.Of(session.Store, [.. session.Kernels.Select(k => k.Identity)]);
        if (!dry) foreach (string name in unused) session.Store.Delete(name);
        if (parsed.GetValue(options.Json)) Json.Print(new JsonObject { ["deleted"] = !dry, ["entries"] = Json.Texts(unused) });
        else if (unused.IsEmpty) Console.WriteLine("Every stored schedule belongs to a kernel.");
        else foreach (string name in unused) Console.WriteLine($"{(dry ? "would delete" : "deleted")} {BuildDiagnostic.Printable(name)}");
        return ExitCodes.Done;
    }
}
