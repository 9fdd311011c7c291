using System.Collections.Immutable;

namespace Autocomp.Tool.Projects;

/// <summary>What MSBuild says about a project.</summary>
/// <param name="Worker">The worker of the package that the project restored; empty on failure.</param>
/// <param name="Settings">The worker's arguments (<c>options.rsp</c>); empty on failure.</param>
/// <param name="Errors">What went wrong, a line each, as a build would say it.</param>
internal sealed record DescribedProject(string Worker, string Settings, ImmutableArray<string> Errors)
{
    /// <summary>A failure.</summary>
    public static DescribedProject Failed(params string[] errors) => new("", "", [.. errors]);
}
