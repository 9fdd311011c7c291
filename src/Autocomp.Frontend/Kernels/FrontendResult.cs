using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Kernels;

/// <summary>What the front end found in a compilation.</summary>
/// <param name="Kernels">Accepted kernels, one a specialisation, by position in source. A kernel with an error is absent.</param>
/// <param name="Schedules">Accepted hand-written schedules, one a specialisation that they serve.</param>
/// <param name="Diagnostics">Everything wrong.</param>
public sealed record FrontendResult(
    ImmutableArray<AnalyzedKernel> Kernels,
    ImmutableArray<HandSchedule> Schedules,
    ImmutableArray<Diagnostic> Diagnostics);
