using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Autocomp.Emulator;

namespace Autocomp.Search.Projects;

/// <summary>Where the cycles of a built kernel went, for the manifest and the kernel's own file.</summary>
internal static class ProfileJson
{
    /// <summary>Causes, units, bytes, rows and schedule lines; lines that keep the array idle longest come first.</summary>
    /// <param name="profile">The run.</param>
    /// <param name="kernelLines">The kernel's lines by schedule line.</param>
    public static JsonObject Of(KernelProfile profile, ImmutableSortedDictionary<int, ImmutableArray<int>> kernelLines) => new()
    {
        ["causes"] = Counts(profile.Causes.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)),
        ["busy"] = new JsonObject { ["array"] = profile.ExecuteBusy, ["loads"] = profile.LoadBusy, ["stores"] = profile.StoreBusy },
        ["bytesRead"] = profile.BytesRead,
        ["bytesWritten"] = profile.BytesWritten,
        ["scratchpadRows"] = profile.ScratchpadRowsUsed,
        ["accumulatorRows"] = profile.AccumulatorRowsUsed,
        ["lines"] = new JsonArray([.. LineCost.Of(profile).Select(cost => (JsonNode)Line(cost, kernelLines))]),
    };

    private static JsonObject Line(LineCost cost, ImmutableSortedDictionary<int, ImmutableArray<int>> kernelLines) => new JsonObject
    {
        ["line"] = cost.Line?.Line,
        ["kernelLines"] = new JsonArray([.. cost.Line is { } line && kernelLines.TryGetValue(line.Line, out ImmutableArray<int> lines) ? lines.Select(l => (JsonNode)l) : []]),
        ["instructions"] = cost.Instructions,
        ["causes"] = Counts(cost.Causes.Select(c => KeyValuePair.Create(c.Cause, c.Cycles))),
    };

    private static JsonObject Counts(IEnumerable<KeyValuePair<string, long>> counts) =>
        new(counts.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key, c.Value)));
}
