using Autocomp.Emulator;

namespace Autocomp.Search.Evaluation;

/// <summary>Everything that an evaluation depends on besides the kernel: a pure function of it gives the <see cref="EvaluationResult"/>. Serialisable.</summary>
/// <param name="CandidateId">For messages and ordering; does not influence the result.</param>
/// <param name="ScheduleText">C# source of the schedule.</param>
/// <param name="Trials">Which value trials to run.</param>
/// <param name="MemoryState">Caches before the timed run.</param>
/// <param name="Timed">Whether to measure.</param>
/// <param name="SymbolicSeed">For <see cref="TrialPlan.Proof"/>: the point of the symbolic run, whose expectation stands in the trial folder.</param>
public sealed record EvaluationRequest(
    int CandidateId,
    string ScheduleText,
    TrialPlan Trials,
    MemoryState MemoryState = MemoryState.Steady,
    bool Timed = true,
    ulong SymbolicSeed = 0)
{
    /// <summary>Cycles after which the timed run of a search step is of no interest and is stopped; 0 for none.</summary>
    public long MaxCycles { get; init; }
}
