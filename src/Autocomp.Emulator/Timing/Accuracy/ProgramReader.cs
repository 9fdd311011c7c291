using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Autocomp.Emulator.Timing;

/// <summary>Reads programs with their measured regions: JSON lines, one program a line.</summary>
internal static partial class ProgramReader
{
    /// <summary>The program on one line.</summary>
    public static ProgramCase Read(JsonElement line) => new(
        line.GetProperty("id").GetString()!,
        line.GetProperty("family").GetString()!,
        line.GetProperty("mem_extra_latency").GetInt32(),
        Hex(line.GetProperty("entry")),
        Hex(line.GetProperty("end_pc")),
        [.. line.GetProperty("segments").EnumerateArray().Select(s => (Hex(s.GetProperty("addr")), s.GetProperty("memsz").GetInt64(), Convert.FromHexString(s.GetProperty("hex").GetString()!)))],
        [.. line.GetProperty("regions").EnumerateArray().Select(ReadRegion)],
        [.. line.GetProperty("reads").EnumerateArray().Select(read => Hex(read[1]))],
        WorkloadOf(line));

    private static ProgramRegion ReadRegion(JsonElement region) => new(
        region.GetProperty("name").GetString()!,
        Hex(region.GetProperty("pc_start")),
        Hex(region.GetProperty("pc_end")),
        region.GetProperty("cycles").EnumerateArray().Select(c => c.GetInt64()).ToImmutableArray());

    /// <summary>Matrix products of one size and memory latency are schedules of one workload; those with a bias (last argument of <c>lws</c>) compute something else.</summary>
    private static string? WorkloadOf(JsonElement line)
    {
        var match = line.TryGetProperty("desc", out var description) ? MatrixProduct().Match(description.GetString()!) : Match.Empty;
        return match.Success ? $"{match.Groups["size"].Value} lat {line.GetProperty("mem_extra_latency").GetInt32()}" : null;
    }

    [GeneratedRegex(@"^(lws\((?<size>\d+,\d+,\d+),\d+,\d+,\d+,0\)|(naive\w*|resB|tile4|osmm|pf)\((?<size>\d+,\d+,\d+)(,\d+)?\))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MatrixProduct();

    private static ulong Hex(JsonElement text)
    {
        var digits = text.GetString()!;
        return ulong.Parse(digits.StartsWith("0x", StringComparison.Ordinal) ? digits.AsSpan(2) : digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
