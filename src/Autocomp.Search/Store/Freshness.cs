using System.Collections.Immutable;

namespace Autocomp.Search.Store;

/// <summary>Under which versions and settings a schedule was found and measured: a difference makes an entry old, never wrong.</summary>
/// <param name="Package">Version of Autocomp.</param>
/// <param name="TimingModel">Version of the timing model and of the target's timing parameters.</param>
/// <param name="Llvm">Version of LLVM that compiled it.</param>
/// <param name="Menu">Version of the optimisation menu.</param>
/// <param name="Prompts">Version of the prompts.</param>
/// <param name="Search">Strategy, budget, seed and models, in a line.</param>
/// <param name="MemoryState">Caches before the timed run.</param>
public sealed record Freshness(
    string Package,
    string TimingModel,
    string Llvm,
    string Menu,
    string Prompts,
    string Search,
    string MemoryState)
{
    /// <summary>The parts by the names under which they are stored.</summary>
    public ImmutableSortedDictionary<string, string> Parts() => ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create("llvm", Llvm),
            KeyValuePair.Create("memoryState", MemoryState),
            KeyValuePair.Create("menu", Menu),
            KeyValuePair.Create("package", Package),
            KeyValuePair.Create("prompts", Prompts),
            KeyValuePair.Create("search", Search),
            KeyValuePair.Create("timingModel", TimingModel),
        ]);
}
