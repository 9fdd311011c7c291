using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Store;

namespace Autocomp.Search.Projects;

/// <summary>Results of earlier builds under <c>obj</c>: a kernel of which nothing changed is neither compiled nor verified again.</summary>
/// <remarks>An entry of the committed store is never trusted; this is an incremental build's own output, like an object file, and goes with it.</remarks>
/// <param name="folder">Where results lie.</param>
/// <param name="artifacts">Where the artifacts of the last build lie.</param>
internal sealed class KeptKernels(string folder, string artifacts)
{
    // Another build of the code may decide anything differently, whatever its version says.
    private static readonly string s_code = string.Join(
        ' ',
        new[] { typeof(KeptKernels), typeof(ScheduleCompiler), typeof(KernelRunner), typeof(KernelInfo), typeof(TargetDescription) }.Select(t => t.Module.ModuleVersionId));

    /// <summary>Hash of everything that decides a kernel's build.</summary>
    /// <param name="prepared">The kernel.</param>
    /// <param name="settings">The build's settings.</param>
    /// <param name="entries">What the stores hold for it.</param>
    /// <param name="freshness">Versions and search settings.</param>
    public static string Key(PreparedKernel prepared, BuildSettings settings, ImmutableArray<StoredEntry> entries, Freshness freshness)
    {
        string[] parts =
        [
            s_code, prepared.Identity.MeaningHash, settings.ModeOf(prepared.Kernel).ToString(), settings.Verify.ToString(), settings.ContinuousIntegration.ToString(),
            .. prepared.Starts, .. prepared.HandNames, .. freshness.Parts().Select(p => p.Key + "=" + p.Value),
            .. entries.SelectMany(e => new[] { e.State.ToString(), e.ScheduleText ?? "", e.Evidence?.Provenance ?? "" }),
        ];
        StringBuilder text = new();
        foreach (string part in parts)
        {
            text.Append(part.Length).Append(':').Append(part).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Looks a result up.</summary>
    /// <param name="prepared">The kernel.</param>
    /// <param name="key">What it must have been made from.</param>
    /// <param name="memoryState">For the record.</param>
    /// <returns>The result with its code, or null when it must be built.</returns>
    public KernelBuild? Find(PreparedKernel prepared, string key, string memoryState)
    {
        try
        {
            if (!File.Exists(PathOf(prepared))) return null;
            KeptKernel? kept = JsonSerializer.Deserialize<KeptKernel>(File.ReadAllBytes(PathOf(prepared)), WireJson.Options);
            if (kept?.Key != key) return null;
            string symbol = prepared.Kernel.Symbol;
            byte[] elf = File.ReadAllBytes(Path.Combine(artifacts, symbol + ".o"));
            if (Convert.ToHexStringLower(SHA256.HashData(elf)) != kept.Best.ObjectHash) return null;
            CompiledSchedule code = new(ImmutableArray.Create(elf), symbol, File.ReadAllText(Path.Combine(artifacts, symbol + ".s")));
            return new(BuiltKernel.Of(prepared, kept.Entry, kept.Provenance, kept.Verified, kept.Start, kept.Best, code, null, memoryState), kept.Source, []) { IsKept = true, CanRepeat = true };
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Keeps a result.</summary>
    /// <param name="prepared">The kernel.</param>
    /// <param name="key">What it was made from.</param>
    /// <param name="built">The result.</param>
    /// <param name="source">How its schedule was found.</param>
    public void Save(PreparedKernel prepared, string key, BuiltKernel built, ScheduleSource source)
    {
        KeptKernel kept = new(key, source, built.Entry, built.Provenance, built.Verified, Slim(built.Start), Slim(built.Best));
        AtomicFile.Write(PathOf(prepared), JsonSerializer.SerializeToUtf8Bytes(kept, WireJson.Options));
    }

    // A run over time is for reports, and a build that writes one measures again.
    private static EvaluationResult Slim(EvaluationResult result) => result with { Profile = result.Profile is { } profile ? profile with { Timeline = null } : null };

    private string PathOf(PreparedKernel prepared) => Path.Combine(folder, prepared.Kernel.Symbol + ".json");
}
