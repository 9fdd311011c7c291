using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;
using Autocomp.Search.Reference;
using Autocomp.Search.Store;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Projects;

/// <summary>A kernel with everything that is known before anything runs.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Target">The machine.</param>
/// <param name="Lift">What it lifted to.</param>
/// <param name="Starts">Starting schedules: the lowered one first, then hand-written ones.</param>
/// <param name="HandNames">Method names of the hand-written ones, in the order of <paramref name="Starts"/>.</param>
/// <param name="Identity">Under what it is stored.</param>
/// <param name="Assembly">Its C# method alone, compiled when first asked for: a build that proves nothing changed never asks.</param>
internal sealed record PreparedKernel(
    KernelInfo Kernel,
    TargetDescription Target,
    LiftResult Lift,
    ImmutableArray<string> Starts,
    ImmutableArray<string> HandNames,
    KernelIdentity Identity,
    Lazy<ReferenceAssembly> Assembly)
{
    /// <summary>What speedups are stated over: the first hand-written schedule when there is one, else the lowered start.</summary>
    public string Baseline => HandNames.IsEmpty ? Starts[0] : Starts[1];

    /// <summary>Multiply-accumulates over the array's peak, rounded up; 0 when nothing lifted.</summary>
    public long IdealCycles => ExecutionBound.Ideal(Lift.Operation, Target);
}
