using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Search.Journal;
using Autocomp.Search.Projects;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp journal</c>: the records of searches, with every reply of a model, so that a search replays elsewhere without its model.</summary>
internal static class JournalCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create() => new("journal", "Show, export and import the records of searches: candidates, plans, models' replies.") { List(), Export(), Import() };

    private static Command List()
    {
        ProjectOptions options = new();
        Command command = new("list", "List what is recorded for a project.");
        ProjectCommand.OnSettings(command, options, (parsed, settings, _) =>
        {
            string folder = DataFolder.Of(settings.AssemblyName);
            (string Name, long Bytes)[] files = [.. JournalArchive.Files(folder).Select(f => (f, new FileInfo(Path.Combine(folder, f)).Length))];
            if (parsed.GetValue(options.Json))
            {
                Json.Print(new JsonObject { ["folder"] = folder, ["files"] = Json.Array(files.Select(f => new JsonObject { ["name"] = f.Name, ["bytes"] = f.Bytes })) });
            }
            else
            {
                Console.WriteLine(folder);
                TextTable table = new("search", ">bytes", ">replies", ">evaluations", ">candidates");
                foreach ((string name, long bytes) in files)
                {
                    IReadOnlyDictionary<string, int> records = JournalReader.Count(Path.Combine(folder, name));
                    table.Add(name, EntryView.Count(bytes), EntryView.Count(records.GetValueOrDefault("reply")), EntryView.Count(records.GetValueOrDefault("evaluation")), EntryView.Count(records.GetValueOrDefault("candidate")));
                }

                if (files.Length > 0) Console.WriteLine(table);
            }

            return Task.FromResult(ExitCodes.Done);
        });
        return ExampleHelp.With(command, "autocomp journal list src/App");
    }

    private static Command Export()
    {
        ProjectOptions options = new();
        Option<string> output = new("--output", "-o") { Description = "The archive to write.", Required = true };
        Command command = new("export", "Write all records of a project into one archive. The same records give the same bytes.") { output };
        ProjectCommand.OnSettings(command, options, (parsed, settings, _) =>
        {
            int count = JournalArchive.Export(DataFolder.Of(settings.AssemblyName), Path.GetFullPath(parsed.GetRequiredValue(output)));
            Report(parsed, options, "exported", count);
            return Task.FromResult(count > 0 ? ExitCodes.Done : ExitCodes.Failed);
        });
        return ExampleHelp.With(command, "autocomp journal export src/App -o search.zip");
    }

    private static Command Import()
    {
        ProjectOptions options = new();
        Option<string> input = new("--input", "-i") { Description = "An archive that export wrote.", Required = true };
        Command command = new("import", "Add the records of an archive to a project's; what is there already stays.") { input };
        ProjectCommand.OnSettings(command, options, (parsed, settings, _) =>
        {
            int count = JournalArchive.Import(Path.GetFullPath(parsed.GetRequiredValue(input)), DataFolder.Of(settings.AssemblyName), out string? problem);
            if (problem is not null) Console.Error.WriteLine(problem);
            Report(parsed, options, "imported", count);
            return Task.FromResult(problem is null ? ExitCodes.Done : ExitCodes.Failed);
        });
        return ExampleHelp.With(command, "autocomp journal import src/App -i search.zip", "autocomp tune src/App      # replays it: no model is asked for what is recorded");
    }

    private static void Report(ParseResult parsed, ProjectOptions options, string verb, int count)
    {
        if (parsed.GetValue(options.Json)) Json.Print(new JsonObject { [verb] = count });
        else Console.WriteLine(FormattableString.Invariant($"{verb} {count} files"));
    }
}
