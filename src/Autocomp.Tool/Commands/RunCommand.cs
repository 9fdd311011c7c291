using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Autocomp.Emulator;
using Autocomp.Tool.Output;
using Command = System.CommandLine.Command;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp run</c>: a bare-metal program on the emulated machine.</summary>
internal static class RunCommand
{
    private const int MostTraceSlices = 1_000_000;

    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<FileInfo> program = new("program") { Description = "A static RV64 ELF executable." };
        Option<string> target = TargetOption.Create();
        Option<bool> strict = new("--strict") { Description = "Stop at the first doubtful thing: poison, races, differences between the RTL and its functional model." };
        Option<bool> untimed = new("--untimed") { Description = "Count no cycles: some thirty times faster; the cycle counter reads instructions." };
        Option<bool> timed = new("--timed") { Description = "The default; accepted for clarity.", Hidden = true };
        Option<bool> json = new("--json") { Description = "Print the result as JSON on standard output, the program's console on standard error." };
        Option<long> steps = new("--max-instructions") { Description = "Stop after that many instructions.", DefaultValueFactory = _ => new ProgramOptions().MaxInstructions, HelpName = "n" };
        Option<double?> seconds = new("--time-limit") { Description = "Stop after that much host time.", HelpName = "seconds" };
        Option<int> memory = new("--max-memory") { Description = "Stop when the program touches more memory.", DefaultValueFactory = _ => 2048, HelpName = "MiB" };
        foreach (Option option in (Option[])[steps, seconds, memory]) option.Validators.Add(WantAPositiveNumber);
        Option<FileInfo?> trace = new("--trace") { Description = "Write the timed run as a trace that Perfetto opens to this file.", HelpName = "file" };
        Command command = new(
            "run",
            "Run a bare-metal program (console and exit by HTIF): its console, exit code, instructions, cycles, reads of the cycle counter and a profile. Exits with the program's code, or 1 when it did not end by itself.")
        {
            program, target, strict, untimed, timed, json, trace, steps, seconds, memory,
        };
        command.SetAction((parsed, cancellation) =>
        {
            bool asJson = parsed.GetValue(json);
            ConsoleTail console = new(asJson ? Console.Error : Console.Out);
            ProgramOptions options = new()
            {
                Policy = parsed.GetValue(strict) ? Policy.Strict : Policy.Permissive,
                Timed = !parsed.GetValue(untimed) || parsed.GetValue(trace) is not null,
                Timeline = parsed.GetValue(trace) is null ? null : new TimelineOptions { Slices = MostTraceSlices },
                Console = console,
                MaxInstructions = parsed.GetValue(steps),
                TimeLimit = parsed.GetValue(seconds) is { } limit ? TimeSpan.FromSeconds(limit) : Timeout.InfiniteTimeSpan,
                MaxMemoryBytes = (long)parsed.GetValue(memory) << 20,
            };
            return Task.FromResult(Run(parsed.GetRequiredValue(program), parsed.GetRequiredValue(target), options, asJson, console, parsed.GetValue(trace), cancellation));
        });
        return ExampleHelp.With(
            command,
            "autocomp run hello.elf",
            "autocomp run conv.elf --target gemmini-int8-16x16-r2025 --strict",
            "autocomp run kernel.elf --target small.json --json --time-limit 60");
    }

    private static void WantAPositiveNumber(OptionResult result)
    {
        if (result.Tokens is not [{ Value: var text }]) return;
        if (!double.TryParse(text, CultureInfo.InvariantCulture, out double number) || number is not (> 0 and < 1e15))
            result.AddError($"{result.Option.Name} wants a number above 0, not '{text}'.");
    }

    private static int Run(FileInfo file, string target, ProgramOptions options, bool asJson, ConsoleTail console, FileInfo? trace, CancellationToken cancellation)
    {
        try
        {
            if (TargetOption.Find(target, out string? error) is not { } machine)
            {
                Console.Error.WriteLine(error);
                return 1;
            }

            ProgramResult result = ProgramRunner.Run(File.ReadAllBytes(file.FullName), machine, options, cancellation);
            console.EndLine();
            if (trace is not null && result.Profile?.Timeline is { } timeline)
            {
                using FileStream stream = trace.Create();
                TraceWriter.Write(timeline, file.Name, stream);
            }

            if (asJson) Console.Out.WriteLine(RunReport.Json(result, machine));
            else Console.Out.Write(RunReport.Text(result, machine));
            return result.ExitCode is { } code ? code == 0 ? 0 : Math.Max(1, (int)(code & 0xff)) : ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            console.EndLine();
            return ExitCodes.Cancelled;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            console.EndLine();
            Console.Error.WriteLine($"{file.Name}: {e.Message}");
            return 1;
        }
    }
}
