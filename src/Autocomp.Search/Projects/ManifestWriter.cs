using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Projects;

/// <summary>Prints <c>manifest.json</c>, by which an application finds its built kernels. The format is described in docs/artifacts.md.</summary>
public static class ManifestWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Prints the manifest of one assembly.</summary>
    /// <param name="assemblyName">The assembly.</param>
    /// <param name="kernels">Its kernels in order of symbol.</param>
    /// <returns>JSON with LF line ends.</returns>
    public static string Print(string assemblyName, ImmutableArray<BuiltKernel> kernels) => new JsonObject
    {
        ["format"] = 1,
        ["assembly"] = assemblyName,
        ["kernels"] = new JsonArray([.. kernels.Select(Kernel)]),
    }.ToJsonString(Indented) + "\n";

    /// <summary>Prints the facts of one kernel, as they stand in the manifest and in <c>&lt;symbol&gt;.json</c>.</summary>
    /// <param name="built">The kernel.</param>
    /// <returns>A JSON object.</returns>
    public static JsonObject Kernel(BuiltKernel built) => new()
    {
        ["name"] = built.Kernel.MetadataName,
        ["specialization"] = new JsonObject(built.Kernel.Specialization.Dimensions.Select(d => KeyValuePair.Create<string, JsonNode?>(d.Key, d.Value))),
        ["target"] = built.Target.Name,
        ["symbol"] = built.Kernel.Symbol,
        ["object"] = built.Kernel.Symbol + ".o",
        ["parameters"] = new JsonArray([.. built.Kernel.Parameters.Select(Parameter)]),
        ["startCycles"] = built.Start.Cycles,
        ["cycles"] = built.Best.Cycles,
        ["idealCycles"] = built.IdealCycles,
        ["memoryBoundCycles"] = built.MemoryBoundCycles,
        ["shareOfPeak"] = Math.Round(built.ShareOfPeak, 4),
        ["memoryState"] = built.MemoryState,
        ["profile"] = built.Best.Profile is { } profile ? ProfileJson.Of(profile, KernelLines.Of(built.Kernel, built.Best.CanonicalText ?? "")) : null,
        ["entry"] = built.Entry,
        ["provenance"] = built.Provenance,
        ["verified"] = built.Verified,
        ["evidence"] = new JsonArray([.. built.Best.Evidence.IsDefault ? [] : built.Best.Evidence.Select(e => (JsonNode)e)]),
        ["remark"] = built.Remark,
    };

    /// <summary>Prints the facts of one kernel as a file.</summary>
    /// <param name="built">The kernel.</param>
    /// <returns>JSON with LF line ends.</returns>
    public static string PrintKernel(BuiltKernel built) => Kernel(built).ToJsonString(Indented) + "\n";

    private static JsonNode Parameter(KernelParameter parameter) => new JsonObject
    {
        ["name"] = parameter.Name,
        ["kind"] = Lower(parameter.Kind),
        ["type"] = parameter.Scalar == ScalarType.Boolean ? "bool" : Lower(parameter.Scalar),
        ["direction"] = Lower(parameter.Direction),
        ["shape"] = new JsonArray([.. parameter.Shape.Select(extent => (JsonNode)extent)]),
    };

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
