using System.Collections.Immutable;
using System.Reflection;
using Autocomp.Emulator;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Journal;

/// <summary>Records every evaluation when it ends, and gives again what an earlier run of the same code has measured.</summary>
/// <remarks>
/// Acceptance is always run: a journal may come from a stranger, and nothing that it says makes a schedule right. Failures of the
/// evaluating process are run again too, because the machine may have caused them.
/// </remarks>
/// <param name="inner">Evaluates.</param>
/// <param name="journal">The record.</param>
/// <param name="context">Everything besides the request that decides a result, as text.</param>
internal sealed class JournaledEvaluator(IEvaluator inner, SearchJournal journal, string context) : IEvaluator
{
    private static readonly Assembly[] s_deciding =
    [
        typeof(JournaledEvaluator).Assembly,
        typeof(KernelRunner).Assembly,
        typeof(Backend.CodeGeneration.ScheduleCompiler).Assembly,
        typeof(Frontend.Schedules.ScheduleFrontend).Assembly,
        typeof(Isa.TargetDescription).Assembly,
    ];

    /// <summary>The code that evaluates: other builds of it may measure otherwise.</summary>
    public static string Code { get; } = RequestKey.Hash("autocomp-code-1", s_deciding.Select(a => a.ManifestModule.ModuleVersionId.ToString()))[..16];

    /// <inheritdoc/>
    public async Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation) =>
        [.. await Task.WhenAll(requests.Select(r => EvaluateAsync(r, cancellation))).ConfigureAwait(false)];

    private async Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, CancellationToken cancellation)
    {
        string key = RequestKey.Hash("autocomp-evaluation-1", [Code, context, request.Trials.ToString(), request.MemoryState.ToString(), request.Timed ? "timed" : "", request.MaxCycles.ToString(System.Globalization.CultureInfo.InvariantCulture), request.ScheduleText]);
        if (request.Trials == TrialPlan.Search && journal.FindEvaluation(key) is { Stage: not EvaluationStage.Process } known) return known with { CandidateId = request.CandidateId };
        EvaluationResult result = (await inner.EvaluateAsync([request], cancellation).ConfigureAwait(false))[0];
        journal.AddEvaluation(key, request, result);
        return result;
    }
}
