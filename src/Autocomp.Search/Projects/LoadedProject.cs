using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Search.Projects;

/// <summary>The kernels of a project, ready for whatever is done with them.</summary>
/// <param name="Kernels">In source order; none after an error.</param>
/// <param name="Diagnostics">What the front end and the environment have to say.</param>
/// <param name="Llvm">Version of LLVM; empty when the project has no kernel.</param>
internal sealed record LoadedProject(ImmutableArray<PreparedKernel> Kernels, ImmutableArray<BuildDiagnostic> Diagnostics, string Llvm)
{
    /// <summary>The sources and what the front end found in them; null after an error.</summary>
    public (CSharpCompilation Compilation, FrontendResult Found)? Source { get; init; }

    /// <summary>Whether the project may be worked with.</summary>
    public bool Succeeded => Diagnostics.All(d => d.Severity != BuildSeverity.Error);
}
