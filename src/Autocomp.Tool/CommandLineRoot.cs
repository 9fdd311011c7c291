using System.CommandLine;
using Autocomp.Tool.Commands;
using Autocomp.Tool.Output;

namespace Autocomp.Tool;

/// <summary>The <c>autocomp</c> command: its subcommands and their help. Exit codes: <see cref="ExitCodes"/>.</summary>
internal static class CommandLineRoot
{
    /// <summary>Declares everything.</summary>
    /// <returns>The root.</returns>
    public static RootCommand Create()
    {
        RootCommand root = new("Kernels for tensor accelerators from C# methods: compile, search, verify, measure.")
        {
            TuneCommand.Create(),
            ListCommand.Create(),
            ExplainCommand.Create(),
            VerifyCommand.Create(),
            CompareCommand.Create(),
            ReportCommand.Create(),
            AsmCommand.Create(),
            DisasmCommand.Create(),
            ExportCommand.Create(),
            AdoptCommand.Create(),
            MergeCommand.Create(),
            PruneCommand.Create(),
            JournalCommand.Create(),
            RunCommand.Create(),
            VectorsCommand.Create(),
            AccuracyCommand.Create(),
            DoctorCommand.Create(),
            CompletionsCommand.Create(),
            BuildCommand.Create(),
            EvaluatorCommand.Create(),
            ReferenceCommand.Create(),
        };
        ExampleHelp.Install(root);
        return ExampleHelp.With(root,
            "autocomp tune src/App               # search, with live progress; Ctrl+C keeps the best",
            "autocomp list src/App               # what is stored, and what it is worth",
            "autocomp explain src/App            # why a kernel hits, misses or stays on the core") as RootCommand ?? root;
    }

    /// <summary><c>help list</c> as people of other commands type it, which is <c>list --help</c>.</summary>
    /// <param name="args">What was typed.</param>
    /// <returns>The arguments to parse.</returns>
    internal static string[] AskedForHelp(string[] args) => args is ["help", .. string[] rest] ? [.. rest, "--help"] : args;

    /// <summary>Parses and runs one command line.</summary>
    /// <param name="args">Arguments without the program's name; <c>@file</c> reads one argument a line.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        ParserConfiguration configuration = new() { ResponseFileTokenReplacer = ResponseFile.TryRead };
        ParseResult parsed = Create().Parse(AskedForHelp(args), configuration);
        bool isChild = parsed.CommandResult.Command.Name is EvaluatorCommand.Name or ReferenceCommand.Name;
        using Interrupts interrupts = isChild ? Interrupts.LeaveToOthers() : Interrupts.Listen();
        // The library's own handler gives work two seconds to end; accepting a schedule may take longer.
        InvocationConfiguration invocation = new() { ProcessTerminationTimeout = null };
        int code = await parsed.InvokeAsync(invocation, interrupts.Token).ConfigureAwait(false);
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
    }
}
