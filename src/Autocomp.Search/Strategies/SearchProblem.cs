using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Strategies;

/// <summary>What a strategy works on.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Operation">What it was lifted to, or null.</param>
/// <param name="Target">The machine.</param>
/// <param name="Starts">Starting schedules as C# text: the lowered one first, then hand-written ones.</param>
/// <param name="Evaluator">Evaluates candidates.</param>
/// <param name="MaxEvaluations">Hard cap on evaluations.</param>
/// <param name="MemoryState">Memory state of the timed runs.</param>
/// <param name="Seed">Seed of every random choice.</param>
/// <param name="Progress">Told after each barrier; may be null.</param>
public sealed record SearchProblem(
    KernelInfo Kernel,
    TensorOperation? Operation,
    TargetDescription Target,
    ImmutableArray<string> Starts,
    IEvaluator Evaluator,
    int MaxEvaluations,
    Emulator.MemoryState MemoryState,
    ulong Seed,
    IProgress<SearchProgress>? Progress)
{
    /// <summary>All that lift found: host loops and buffers between the operations. Null when there are none.</summary>
    public LiftResult? Lift { get; init; }

    /// <summary>Told of each candidate when its result is known, and again when acceptance has changed it; may be null.</summary>
    public Action<Candidate>? Made { get; init; }
}
