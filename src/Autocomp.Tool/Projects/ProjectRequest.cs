using System.Collections.Immutable;

namespace Autocomp.Tool.Projects;

/// <summary>Which build of which project is meant.</summary>
/// <param name="Path">Project file.</param>
/// <param name="Configuration">Build configuration.</param>
/// <param name="Framework">Target framework, or null for the first.</param>
/// <param name="Properties">Further MSBuild properties.</param>
/// <param name="Restore">Whether to restore packages first.</param>
internal sealed record ProjectRequest(string Path, string Configuration, string? Framework, ImmutableSortedDictionary<string, string> Properties, bool Restore);
