using Autocomp.Emulator;

namespace Autocomp.Search.Evaluation;

/// <summary>Everything that an evaluation depends on besides the kernel: a pure function of it gives the <see cref="EvaluationResult"/>. Serialisable.</summary>
/// <param name="CandidateId">For messages and ordering; does not influence the result.</param>
/// <param name="ScheduleText">C# source of the schedule.</param>
/// <param name="Trials">Which value trials to run.</param>
/// <param name="MemoryState">Caches before the timed run.</param>
/// <param name="Timed">Whether to measure.</param>
public sealed record EvaluationRequest(
    int CandidateId,
    string ScheduleText,
    TrialPlan Trials,
    MemoryState MemoryState = MemoryState.Steady,
    bool Timed = true);
