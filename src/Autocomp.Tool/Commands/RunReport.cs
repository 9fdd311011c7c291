using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Autocomp.Emulator;
using Autocomp.Isa;

namespace Autocomp.Tool.Commands;

/// <summary>What <c>autocomp run</c> says about a run.</summary>
internal static class RunReport
{
    private const int MostRows = 20;
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>For people.</summary>
    /// <param name="result">What the program did.</param>
    /// <param name="target">Where.</param>
    public static string Text(ProgramResult result, TargetDescription target)
    {
        var text = new StringBuilder();
        Line(text, result.ExitCode is { } code ? $"exit code {code}" : $"stopped: {Describe(result.Fault)}");
        Line(text, $"{result.Instructions} instructions, {result.Commands} accelerator commands, {result.Macs} multiply-accumulates");
        if (result.Profile is { } profile) Line(text, $"{profile.Cycles} cycles on {target.Name}");
        for (int i = 0; i < Math.Min(result.CycleReads.Length, 5 * MostRows); i++)
            Line(text, i == 0 ? $"cycle read 0: {result.CycleReads[0]}" : $"cycle read {i}: {result.CycleReads[i]} (+{result.CycleReads[i] - result.CycleReads[i - 1]})");
        Rest(text, result.CycleReads.Length, 5 * MostRows, "cycle reads");
        if (result.Profile is not null) Append(text, result, result.Profile);
        foreach (Fault fault in result.Noticed.Take(MostRows)) Line(text, $"noticed once: {Describe(fault)}");
        Rest(text, result.Noticed.Length, MostRows, "things were noticed");
        if (result.NoticedMore) Line(text, $"more was noticed than the {FaultSink.MostNoticed} things that are kept");
        return text.ToString();
    }

    /// <summary>For programs.</summary>
    /// <param name="result">What the program did.</param>
    /// <param name="target">Where.</param>
    public static string Json(ProgramResult result, TargetDescription target) => new JsonObject
    {
        ["target"] = target.Name,
        ["exitCode"] = result.ExitCode,
        ["fault"] = result.Fault is { } fault ? Node(fault) : null,
        ["noticed"] = new JsonArray([.. result.Noticed.Select(Node)]),
        ["noticedMore"] = result.NoticedMore,
        ["instructions"] = result.Instructions,
        ["commands"] = result.Commands,
        ["macs"] = result.Macs,
        ["cycles"] = result.Profile?.Cycles,
        ["cycleReads"] = new JsonArray([.. result.CycleReads.Select(value => (JsonNode)value)]),
        ["cycleDifferences"] = new JsonArray([.. result.CycleReads.Skip(1).Select((value, i) => (JsonNode)(value - result.CycleReads[i]))]),
        ["causes"] = result.Profile is { } p ? new JsonObject(p.Causes.Select(cause => KeyValuePair.Create<string, JsonNode?>(cause.Key, cause.Value))) : null,
        ["functions"] = new JsonArray([.. result.Functions.Select(f => (JsonNode)new JsonObject { ["name"] = f.Name, ["instructions"] = f.Instructions, ["cycles"] = f.Cycles })]),
        ["lines"] = new JsonArray(
        [
            .. (result.Profile?.Lines ?? []).Select(line => (JsonNode)new JsonObject
            {
                ["file"] = line.Line.File,
                ["line"] = line.Line.Line,
                ["instructions"] = line.Instructions,
                ["cycles"] = line.Cycles,
            }),
        ]),
        ["lineCauses"] = new JsonArray(
        [
            .. (result.Profile?.LineCauses ?? []).Select(cause => (JsonNode)new JsonObject
            {
                ["file"] = cause.Line?.File,
                ["line"] = cause.Line?.Line,
                ["cause"] = cause.Cause,
                ["cycles"] = cause.Cycles,
            }),
        ]),
    }.ToJsonString(s_indented);

    private static void Append(StringBuilder text, ProgramResult result, KernelProfile profile)
    {
        Table(text, "where the cycles went", profile.Cycles, [.. profile.Causes.Where(cause => cause.Value > 0).OrderByDescending(cause => cause.Value).Select(cause => (cause.Key, cause.Value, (long?)null))]);
        Table(text, "functions", profile.Cycles, [.. result.Functions.Select(function => (function.Name, function.Cycles, (long?)function.Instructions))]);
        Table(text, "source lines", profile.Cycles, [.. profile.Lines.OrderByDescending(line => line.Cycles).Select(line => ($"{line.Line.File}:{line.Line.Line}", line.Cycles, (long?)line.Instructions))]);
        Table(text, "lines that keep the array waiting", profile.Cycles, [.. LineCost.Of(profile).Where(cost => cost is { Line: not null, IdleCycles: > 0 }).Select(cost => ($"{cost.Line!.Value.File}:{cost.Line.Value.Line}  {Waits(cost)}", cost.IdleCycles, (long?)null))]);
    }

    private static string Waits(LineCost cost) => string.Join(", ", cost.Causes.Where(cause => cause.Cause != CycleCause.ArrayBusy.Label()).Select(cause => $"{cause.Cause} {cause.Cycles.ToString(CultureInfo.InvariantCulture)}"));

    private static void Table(StringBuilder text, string title, long cycles, (string Name, long Cycles, long? Instructions)[] rows)
    {
        if (rows.Length == 0) return;
        Line(text, $"{title}:");
        foreach ((string name, long spent, long? instructions) in rows.Take(MostRows))
            Line(text, $"  {spent,12} {100.0 * spent / Math.Max(1, cycles),5:F1} %  {(instructions is { } n ? $"{n,12} instructions  " : "")}{name}");
        Rest(text, rows.Length, MostRows, "rows");
    }

    private static void Rest(StringBuilder text, int count, int shown, string what)
    {
        if (count > shown) Line(text, $"  {count - shown} more {what}: --json lists all");
    }

    private static string Describe(Fault? fault) => fault switch
    {
        null => "without an exit code",
        { Line: { } line } => $"{fault.Message} ({line.File}:{line.Line})",
        _ => fault.Message,
    };

    private static JsonNode Node(Fault fault) => new JsonObject
    {
        ["kind"] = fault.Kind.ToString(),
        ["message"] = fault.Message,
        ["pc"] = fault.ProgramCounter,
        ["address"] = fault.Address,
        ["command"] = fault.Command,
        ["line"] = fault.Line is { } line ? $"{line.File}:{line.Line}" : null,
    };

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
