using System.Collections.Immutable;

namespace Autocomp.Report;

/// <summary>What the page shows about one build of a project.</summary>
/// <param name="Assembly">The assembly.</param>
/// <param name="Versions">Name and value of everything that decides cycles: package, timing model, LLVM, memory state.</param>
/// <param name="Kernels">Its kernels.</param>
public sealed record BuildReport(string Assembly, ImmutableArray<(string Name, string Value)> Versions, ImmutableArray<KernelReport> Kernels);
