using System.Collections.Immutable;
using System.Text.Json;

namespace Autocomp.Emulator.Timing;

/// <summary>Reads command traces with their measured runs: JSON lines, one case a line.</summary>
internal static class TraceReader
{
    /// <summary>The case on one line.</summary>
    public static TraceCase Read(JsonElement line)
    {
        var records = line.GetProperty("trace").GetString()!
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(TraceRecord.Parse)
            .ToImmutableArray();
        return new TraceCase(
            line.GetProperty("id").GetString()!,
            line.GetProperty("family").GetString()!,
            records,
            [.. line.GetProperty("runs").EnumerateArray().Select(ReadRun)],
            line.TryGetProperty("mnk", out var workload) ? workload.GetRawText() : null);
    }

    private static TraceRun ReadRun(JsonElement run) => new(
        run.GetProperty("lat").GetInt32(),
        run.GetProperty("gap").GetInt32(),
        [.. run.GetProperty("segments").EnumerateArray().Select(s => s[0].ValueKind == JsonValueKind.Null ? null : (long?)s[1].GetInt64())],
        run.GetProperty("total").GetInt64());
}
