using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Text.Json.Nodes;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Emulator;
using Autocomp.Search.Projects;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;
using Command = System.CommandLine.Command;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp disasm</c>: machine code back to text, from an object, an executable or a project's schedule.</summary>
internal static class DisasmCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        options.Project.Description = "An RV64 object or executable; or a project, for its schedules.";
        Option<string> schedule = new("--schedule") { Description = "Of a project: 'start', 'stored', or a schedule file.", DefaultValueFactory = _ => "stored" };
        Option<string> target = TargetOption.Create();
        Command command = new("disasm", "Print machine code as assembly, accelerator commands by name and with their operands in words where the code settles them, below the lines that it comes from.") { schedule, target };
        ProjectCommand.OnSession(command, options, (parsed, session, _) => Task.FromResult(OfProject(parsed, options, session, parsed.GetValue(schedule)!)));
        AsynchronousCommandLineAction ofProject = (AsynchronousCommandLineAction)command.Action!;
        command.SetAction((parsed, cancellation) => parsed.GetRequiredValue(options.Project) is var path && File.Exists(path) && !path.EndsWith("proj", StringComparison.Ordinal)
            ? Task.FromResult(OfFile(path, parsed.GetRequiredValue(target), parsed.GetValue(options.Json)))
            : ofProject.InvokeAsync(parsed, cancellation));
        return ExampleHelp.With(
            command,
            "autocomp disasm bin/Debug/net10.0/autocomp/App/App_Layers_Dense.o",
            "autocomp disasm firmware.elf --target gemmini-int8-16x16-r2025 --json",
            "autocomp disasm src/App --kernel Dense --schedule start");
    }

    private static int OfFile(string path, string targetName, bool asJson)
    {
        if (TargetOption.Find(targetName, out string? error) is not { } target)
        {
            Console.Error.WriteLine(error);
            return ExitCodes.Failed;
        }

        try
        {
            ImmutableArray<ListedInstruction> code = CodeListing.Read(File.ReadAllBytes(path), target);
            // Artifacts have the schedule beside the object.
            Dictionary<string, string[]> sources = [];
            if (asJson) Json.Print(Document(code));
            else Print(code, line => Source(sources, Path.GetDirectoryName(Path.GetFullPath(path))!, line));
            return ExitCodes.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            Console.Error.WriteLine($"{path}: {e.Message}");
            return ExitCodes.Failed;
        }
    }

    private static int OfProject(ParseResult parsed, ProjectOptions options, ProjectSession session, string schedule)
    {
        JsonArray documents = [];
        int code = ExitCodes.Done;
        ImmutableArray<PreparedKernel> kernels = ProjectCommand.Select(parsed, options, session);
        foreach (PreparedKernel kernel in kernels)
        {
            string? error = null;
            CompiledSchedule? compiled = ScheduleChoice.Text(session, kernel, schedule) is { } text ? ProjectSession.Compile(kernel, text, out error) : null;
            if (compiled is null)
            {
                if (error is not null) Console.Error.WriteLine($"{kernel.Kernel.DisplayName}: {BuildDiagnostic.Printable(error)}");
                code = ExitCodes.Failed;
                continue;
            }

            ImmutableArray<ListedInstruction> listed = CodeListing.Read(compiled.Elf.AsMemory(), kernel.Target);
            if (parsed.GetValue(options.Json)) documents.Add((JsonNode)Document(listed));
            else Print(listed, line => LineOf(ScheduleChoice.Text(session, kernel, schedule)!.Split('\n'), line.Line));
        }

        if (parsed.GetValue(options.Json)) Json.Print(new JsonObject { ["kernels"] = documents });
        return kernels.IsEmpty ? ExitCodes.Failed : code;
    }

    private static JsonObject Document(ImmutableArray<ListedInstruction> code) => new()
    {
        ["instructions"] = Json.Array(code.Select(i => new JsonObject
        {
            ["function"] = i.Function,
            ["address"] = i.Address,
            ["bits"] = Hex(i),
            ["text"] = i.Text,
            ["command"] = i.Command,
            ["file"] = i.Source?.File,
            ["line"] = i.Source?.Line,
        })),
    };

    private static void Print(ImmutableArray<ListedInstruction> code, Func<SourceLine, string> source)
    {
        string? function = null;
        SourceLine? line = null;
        foreach (ListedInstruction i in code)
        {
            if (i.Function != function) Console.WriteLine($"{(function is null ? "" : "\n")}{BuildDiagnostic.Printable((function = i.Function) ?? "")}:");
            if (i.Source is { } now && now != line)
            {
                line = now;
                Console.WriteLine(FormattableString.Invariant($"                                # {now.Line}: {BuildDiagnostic.Printable(source(now))}"));
            }

            string text = string.Create(CultureInfo.InvariantCulture, $"{i.Address,8:x}  {Hex(i),-8}  {i.Text}");
            Console.WriteLine(i.Command is null ? text : $"{text,-60} # {i.Command}");
        }
    }

    private static string Hex(ListedInstruction i) => i.Raw.ToString(i.Length == 2 ? "x4" : "x8", CultureInfo.InvariantCulture);

    private static string Source(Dictionary<string, string[]> known, string folder, SourceLine line)
    {
        if (!known.TryGetValue(line.File, out string[]? lines))
        {
            string? file = new[] { Path.Combine(folder, Path.GetFileName(line.File)), line.File }.FirstOrDefault(File.Exists);
            known.Add(line.File, lines = file is null ? [] : File.ReadAllLines(file));
        }

        return lines.Length > 0 ? LineOf(lines, line.Line) : Path.GetFileName(line.File);
    }

    private static string LineOf(string[] lines, int number) => number > 0 && number <= lines.Length ? lines[number - 1].Trim() : "";
}
