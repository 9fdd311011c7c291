using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Search.Projects;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp asm</c>: the listing of a schedule.</summary>
internal static class AsmCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        Option<string> schedule = new("--schedule") { Description = "'start', 'stored', or a schedule file.", DefaultValueFactory = _ => "stored" };
        Command command = new("asm", "Print the machine code of a schedule: RISC-V with accelerator commands in words, below the lines that they come from.") { schedule };
        ProjectCommand.OnSession(command, options, (parsed, session, _) => Task.FromResult(Run(parsed, options, session, parsed.GetValue(schedule)!)));
        return ExampleHelp.With(command, "autocomp asm src/App --kernel Dense", "autocomp asm src/App --kernel Dense --schedule mine.schedule.cs");
    }

    private static int Run(ParseResult parsed, ProjectOptions options, ProjectSession session, string schedule)
    {
        ImmutableArray<PreparedKernel> kernels = ProjectCommand.Select(parsed, options, session);
        if (kernels.IsEmpty) return ExitCodes.Failed;
        JsonArray documents = [];
        int code = ExitCodes.Done;
        foreach (PreparedKernel kernel in kernels)
        {
            if (ScheduleChoice.Text(session, kernel, schedule) is not { } text)
            {
                code = ExitCodes.Failed;
                continue;
            }

            CompiledSchedule? compiled = ProjectSession.Compile(kernel, text, out string? error);
            if (compiled is null)
            {
                Console.Error.WriteLine($"{kernel.Kernel.DisplayName}: {BuildDiagnostic.Printable(error ?? "")}");
                code = ExitCodes.Failed;
                continue;
            }

            if (parsed.GetValue(options.Json)) documents.Add((JsonNode)new JsonObject { ["symbol"] = kernel.Kernel.Symbol, ["listing"] = compiled.Assembly, ["objectBytes"] = compiled.Elf.Length });
            else Console.WriteLine(compiled.Assembly);
        }

        if (parsed.GetValue(options.Json)) Json.Print(new JsonObject { ["kernels"] = documents });
        return code;
    }
}
