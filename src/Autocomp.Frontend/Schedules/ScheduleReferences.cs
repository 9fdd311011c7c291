using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Schedules;

/// <summary>What a schedule's text is bound against: the core library and the intrinsics that this assembly was built with.</summary>
internal static class ScheduleReferences
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Lazily = new(Load);

    /// <summary>The references, loaded once.</summary>
    public static ImmutableArray<MetadataReference> All => Lazily.Value;

    private static ImmutableArray<MetadataReference> Load()
    {
        string core = typeof(object).Assembly.Location;
        string facade = Path.Combine(Path.GetDirectoryName(core)!, "System.Runtime.dll");
        using Stream intrinsics = typeof(ScheduleReferences).Assembly.GetManifestResourceStream("Autocomp.dll")
            ?? throw new InvalidOperationException("Autocomp.Frontend was built without its copy of Autocomp.dll.");
        return [MetadataReference.CreateFromFile(core), MetadataReference.CreateFromFile(facade), MetadataReference.CreateFromStream(intrinsics)];
    }
}
