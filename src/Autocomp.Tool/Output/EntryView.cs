using System.Text.Json.Nodes;
using Autocomp.Search.Projects;
using Autocomp.Search.Store;

namespace Autocomp.Tool.Output;

/// <summary>How a kernel and its entry look in tables and in JSON.</summary>
internal static class EntryView
{
    /// <summary>The state in lower case, as properties and documents name it.</summary>
    public static string State(StoredEntry entry) => entry.State.ToString().ToLowerInvariant();

    /// <summary>The entry's file, relative to the project.</summary>
    public static string File(ProjectSession session, StoredEntry entry) =>
        Path.GetRelativePath(session.Settings.ProjectDirectory, entry.SchedulePath).Replace('\\', '/');

    /// <summary>Ideal over measured, as a percentage, or a dash.</summary>
    public static string Peak(long ideal, long cycles) =>
        ideal > 0 && cycles > 0 ? FormattableString.Invariant($"{100.0 * ideal / cycles:0.0} %") : "-";

    /// <summary>Start over best with its sign, or a dash.</summary>
    public static string Speedup(long start, long cycles) =>
        start > 0 && cycles > 0 ? FormattableString.Invariant($"{(double)start / cycles:0.00}x") : "-";

    /// <summary>A count, or a dash for none.</summary>
    public static string Count(long value) => value > 0 ? value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) : "-";

    /// <summary>The facts of a kernel and its entry.</summary>
    public static JsonObject Json(ProjectSession session, PreparedKernel kernel, StoredEntry entry) => new()
    {
        ["kernel"] = kernel.Kernel.MetadataName,
        ["specialization"] = kernel.Identity.Specialization,
        ["symbol"] = kernel.Kernel.Symbol,
        ["target"] = kernel.Target.Name,
        ["state"] = State(entry),
        ["reasons"] = Output.Json.Texts(entry.Reasons),
        ["file"] = File(session, entry),
        ["recordedCycles"] = entry.Evidence?.Cycles,
        ["recordedStartCycles"] = entry.Evidence?.StartCycles,
        ["idealCycles"] = kernel.IdealCycles,
        ["recordedVerified"] = entry.Evidence is null ? null : entry.Evidence.WasProved ? "proved" : "tested",
        ["provenance"] = entry.Evidence?.Provenance,
    };
}
