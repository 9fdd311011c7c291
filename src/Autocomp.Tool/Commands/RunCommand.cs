using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Autocomp.Emulator;
using Autocomp.Isa;
using Command = System.CommandLine.Command;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp run</c>: a bare-metal program on the emulated machine.</summary>
internal static class RunCommand
{
    private const int MostTraceSlices = 1_000_000;
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<FileInfo> program = new("program") { Description = "A static RV64 ELF executable." };
        Option<string> target = new("--target") { Description = "Name of a target.", DefaultValueFactory = _ => TargetPresets.Int8.Name };
        Option<bool> strict = new("--strict") { Description = "Fault on everything doubtful: poison, races, revision differences." };
        Option<bool> timed = new("--timed") { Description = "Count cycles by the timing model." };
        Option<bool> json = new("--json") { Description = "Print the result as JSON on standard output, the console on standard error." };
        Option<FileInfo?> trace = new("--trace") { Description = "Write the timed run as a trace that Perfetto opens to this file; counts cycles even without --timed." };
        Command command = new("run", "Run a bare-metal program; exits with the program's code. Example: autocomp run hello.elf --timed")
        {
            program, target, strict, timed, json, trace,
        };
        command.SetAction((parsed, cancellation) =>
        {
            FileInfo file = parsed.GetRequiredValue(program);
            if (TargetPresets.All.FirstOrDefault(t => t.Name == parsed.GetValue(target)) is not { } machine)
                return Fail($"There is no target '{parsed.GetValue(target)}'; known are {string.Join(", ", TargetPresets.All.Select(t => t.Name))}.");
            bool asJson = parsed.GetValue(json);
            ProgramOptions options = new()
            {
                Policy = parsed.GetValue(strict) ? Policy.Strict : Policy.Permissive,
                Timed = parsed.GetValue(timed) || parsed.GetValue(trace) is not null,
                Timeline = parsed.GetValue(trace) is null ? null : new TimelineOptions { Slices = MostTraceSlices },
                Console = asJson ? Console.Error : Console.Out,
            };
            try
            {
                ProgramResult result = ProgramRunner.Run(File.ReadAllBytes(file.FullName), machine, options, cancellation);
                if (parsed.GetValue(trace) is { } traceFile && result.Profile?.Timeline is { } timeline)
                {
                    using FileStream stream = traceFile.Create();
                    TraceWriter.Write(timeline, file.Name, stream);
                }

                Console.Out.WriteLine(asJson ? Json(result).ToJsonString(s_indented) : Text(result));
                return Task.FromResult(result.ExitCode is { } code ? (int)(code & 0xff) : 1);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
            {
                return Fail($"{file.Name}: {e.Message}");
            }
        });
        return command;
    }

    private static Task<int> Fail(string message)
    {
        Console.Error.WriteLine(message);
        return Task.FromResult(1);
    }

    private static string Text(ProgramResult result)
    {
        List<string> lines = [result.ExitCode is { } code ? $"exit code {code}" : $"stopped: {result.Fault?.Message ?? "without an exit code"}"];
        lines.Add($"{result.Instructions} instructions, {result.Commands} accelerator commands, {result.Macs} multiply-accumulates");
        if (result.Profile is { } profile)
        {
            lines.Add($"{profile.Cycles} cycles");
            lines.AddRange(profile.Causes.Where(c => c.Value > 0).OrderByDescending(c => c.Value).Select(c => $"  {c.Value,12}  {c.Key}"));
        }

        for (int i = 1; i < result.CycleReads.Length; i++) lines.Add($"cycle read {i}: {result.CycleReads[i]} (+{result.CycleReads[i] - result.CycleReads[i - 1]})");
        lines.AddRange(result.Noticed.Select(f => $"noticed once: {f.Message}"));
        return string.Join('\n', lines);
    }

    private static JsonObject Json(ProgramResult result) => new()
    {
        ["exitCode"] = result.ExitCode,
        ["fault"] = result.Fault?.Message,
        ["noticed"] = new JsonArray([.. result.Noticed.Select(f => (JsonNode)f.Message)]),
        ["instructions"] = result.Instructions,
        ["commands"] = result.Commands,
        ["macs"] = result.Macs,
        ["cycles"] = result.Profile?.Cycles,
        ["causes"] = result.Profile is { } p ? new JsonObject(p.Causes.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key, c.Value))) : null,
        ["cycleReads"] = new JsonArray([.. result.CycleReads.Select(c => (JsonNode)c)]),
    };
}
