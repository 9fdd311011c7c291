using System.Collections.Immutable;

namespace Autocomp.Search.Projects;

/// <summary>What a project build did.</summary>
/// <param name="Succeeded">Whether no error was found.</param>
/// <param name="Kernels">Built kernels in order of symbol.</param>
/// <param name="Diagnostics">Messages, sorted by place.</param>
public sealed record BuildOutcome(bool Succeeded, ImmutableArray<BuiltKernel> Kernels, ImmutableArray<BuildDiagnostic> Diagnostics);
