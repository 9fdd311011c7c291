using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Reference;

/// <summary>One run of the user's method in a child.</summary>
/// <param name="AssemblyPath">The reference assembly on disk.</param>
/// <param name="Libraries">Where to find what it loads besides the framework.</param>
/// <param name="Kernel">Parameters.</param>
/// <param name="Operation">What it was lifted to; decides amplitudes of inputs only.</param>
/// <param name="Trial">Which inputs.</param>
/// <param name="Poison">Seed of the earlier content of out-parameters.</param>
internal sealed record ReferenceRequest(
    string AssemblyPath,
    ImmutableArray<string> Libraries,
    KernelSignature Kernel,
    TensorOperation? Operation,
    Trial Trial,
    ulong Poison);
