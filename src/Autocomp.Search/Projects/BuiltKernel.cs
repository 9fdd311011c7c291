using Autocomp.Backend.CodeGeneration;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Strategies;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Projects;

/// <summary>One kernel with the schedule that the build chose for it.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Target">The machine.</param>
/// <param name="Remark">What the loop nest lifted to, or why not.</param>
/// <param name="Entry">Where the schedule comes from: <c>valid</c>, <c>old</c>, <c>edited</c>, <c>searched</c>, <c>shared</c> or <c>start</c>.</param>
/// <param name="Provenance">Who wrote it: <c>lowered</c>, <c>builtin</c>, <c>hand</c>, a model's name.</param>
/// <param name="Verified"><c>proved</c> or <c>tested</c>.</param>
/// <param name="Start">Evaluation of the baseline: the starting schedule, or the user's own when there is one.</param>
/// <param name="Best">Evaluation of the chosen schedule.</param>
/// <param name="Code">Machine code of the chosen schedule.</param>
/// <param name="Search">The search that found it, or null.</param>
public sealed record BuiltKernel(
    KernelInfo Kernel,
    TargetDescription Target,
    string Remark,
    string Entry,
    string Provenance,
    string Verified,
    EvaluationResult Start,
    EvaluationResult Best,
    CompiledSchedule Code,
    SearchOutcome? Search)
{
    /// <summary>Multiply-accumulates of the operation over the array's peak, in cycles; 0 when the kernel did not lift.</summary>
    public long IdealCycles { get; init; }

    /// <summary>Cycles that the accelerator's port needs to move every tensor once; 0 when the kernel did not lift.</summary>
    public long MemoryBoundCycles { get; init; }

    /// <summary>The caches before the timed runs.</summary>
    public string MemoryState { get; init; } = "steady";

    /// <summary>A prepared kernel with what was found for it.</summary>
    internal static BuiltKernel Of(
        PreparedKernel prepared, string entry, string provenance, string verified, EvaluationResult start, EvaluationResult best, CompiledSchedule code, SearchOutcome? search, string memoryState) =>
        new(prepared.Kernel, prepared.Target, prepared.Lift.Remark, entry, provenance, verified, start, best, code, search)
        {
            IdealCycles = prepared.IdealCycles,
            MemoryBoundCycles = ExecutionBound.Memory(prepared.Lift.Operation, prepared.Kernel.AbiParameters, prepared.Target),
            MemoryState = memoryState,
        };

    /// <summary>Whether the accelerator does nothing in it.</summary>
    public bool IsOnHost => Best.Profile is { ExecuteBusy: 0, LoadBusy: 0, StoreBusy: 0 };

    /// <summary>Ideal over measured cycles, 0..1; 0 when there is no ideal.</summary>
    public double ShareOfPeak => IdealCycles == 0 || Best.Cycles == 0 ? 0 : (double)IdealCycles / Best.Cycles;
}
