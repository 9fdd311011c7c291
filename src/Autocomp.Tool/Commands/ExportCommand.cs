using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Backend.Export;
using Autocomp.Frontend.Schedules;
using Autocomp.Search.Projects;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp export</c>: schedules in another language.</summary>
internal static class ExportCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        Option<bool> c = new("--c") { Description = "As C with the macros of the vendor's gemmini.h.", Required = true };
        Option<string> schedule = new("--schedule") { Description = "'start', 'stored', or a schedule file.", DefaultValueFactory = _ => "stored" };
        Option<string> output = new("--output") { Description = "Folder for the files, made when it is missing.", DefaultValueFactory = _ => "." };
        Option<bool> macros = new("--macros") { Description = "Also write a gemmini.h of our own with just the macros in use." };
        Command command = new("export", "Write schedules as C, for people who build without this toolchain.") { c, schedule, output, macros };
        ProjectCommand.OnSession(command, options, (parsed, session, cancellation) => Task.FromResult(
            Run(ProjectCommand.Select(parsed, options, session), session, parsed.GetValue(schedule)!, parsed.GetValue(output)!, parsed.GetValue(macros), parsed.GetValue(options.Json), cancellation)));
        return ExampleHelp.With(command, "autocomp export src/App --c --output firmware", "autocomp export src/App --c --kernel Dense --macros");
    }

    private static int Run(ImmutableArray<PreparedKernel> kernels, ProjectSession session, string schedule, string output, bool macros, bool asJson, CancellationToken cancellation)
    {
        int code = kernels.IsEmpty ? ExitCodes.Failed : ExitCodes.Done;
        List<(string Name, string Text)> files = macros ? [("gemmini.h", CExport.Macros)] : [];
        foreach (PreparedKernel kernel in kernels)
        {
            ScheduleResult? read = ScheduleChoice.Text(session, kernel, schedule) is { } text ? ScheduleFrontend.Analyze(text, "schedule.cs", kernel.Kernel, cancellation) : null;
            if (read?.Tree is { } tree)
            {
                files.Add((kernel.Kernel.Symbol + ".c", CExport.Write(tree, kernel.Target)));
                continue;
            }

            code = ExitCodes.Failed;
            if (read is not null) Console.Error.WriteLine($"{kernel.Kernel.DisplayName}: {BuildDiagnostic.Printable(read.Diagnostics.FirstOrDefault()?.ToString() ?? "")}");
        }

        if (code != ExitCodes.Done) return code;
        Directory.CreateDirectory(output);
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(Path.Combine(output, name), text);
            if (!asJson) Console.WriteLine(Path.Combine(output, name));
        }

        if (asJson) Json.Print(new JsonObject { ["files"] = Json.Texts([.. files.Select(file => Path.Combine(output, file.Name))]) });

        return code;
    }
}
