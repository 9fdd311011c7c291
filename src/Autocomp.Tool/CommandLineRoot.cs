using System.CommandLine;
using Autocomp.Tool.Commands;

namespace Autocomp.Tool;

/// <summary>The <c>autocomp</c> command: its subcommands and their help.</summary>
/// <remarks>Exit codes: 0 done, 1 the work failed (an error was printed), 2 wrong usage, 130 cancelled.</remarks>
internal static class CommandLineRoot
{
    /// <summary>Parses and runs one command line.</summary>
    /// <param name="args">Arguments without the program's name; <c>@file</c> reads one argument a line.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        RootCommand root = new("Kernels for tensor accelerators from C# methods: compile, search, verify, measure.")
        {
            TuneCommand.Create(),
            RunCommand.Create(),
            VectorsCommand.Create(),
            AccuracyCommand.Create(),
            DoctorCommand.Create(),
            BuildCommand.Create(),
            EvaluatorCommand.Create(),
            ReferenceCommand.Create(),
        };
        ParserConfiguration configuration = new() { ResponseFileTokenReplacer = ResponseFile.TryRead };
        ParseResult parsed = root.Parse(args, configuration);
        int code = await parsed.InvokeAsync().ConfigureAwait(false);
        return parsed.Errors.Count > 0 ? 2 : code;
    }
}
