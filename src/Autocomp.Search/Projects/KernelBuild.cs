using System.Collections.Immutable;

namespace Autocomp.Search.Projects;

/// <summary>What became of one kernel of a build.</summary>
/// <param name="Built">The kernel with its schedule, or null after an error.</param>
/// <param name="Source">How its schedule was found.</param>
/// <param name="Diagnostics">What there is to say.</param>
internal sealed record KernelBuild(BuiltKernel? Built, ScheduleSource Source, ImmutableArray<BuildDiagnostic> Diagnostics)
{
    /// <summary>Whether it is an earlier build's result, of which nothing changed.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether the same build again would come to the same without any work. Not after a tuning: what it stores is used by the next build.</summary>
    public bool CanRepeat { get; init; }
}
