using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Backend.Lowering;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;
using Autocomp.Search.Reference;
using Autocomp.Search.Strategies;
using Autocomp.Search.Verification;

namespace Autocomp.Workloads;

/// <summary>Lifts workloads, and verifies their starting schedules against the C# methods.</summary>
/// <param name="project">The workloads.</param>
/// <param name="launch">Starts a process that runs <see cref="ReferenceHost"/>.</param>
/// <param name="folder">Takes what the C# methods computed.</param>
/// <param name="plan">How thoroughly to verify.</param>
/// <param name="search">Evaluations of a built-in search; 0 for none.</param>
public sealed class WorkloadCheck(WorkloadProject project, EvaluatorLaunch launch, string folder, TrialPlan plan, int search = 0) : IDisposable
{
    private readonly ReferenceRunner reference = new(launch, new ChildLimits { Time = TimeSpan.FromMinutes(10) }, 1);

    /// <summary>Checks one kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<WorkloadResult> RunAsync(AnalyzedKernel kernel, CancellationToken cancellation)
    {
        bool isFloat = kernel.Info.Parameters.Any(parameter => parameter.Kind == ParameterKind.Tensor && parameter.Scalar == ScalarType.Float32);
        TargetDescription target = isFloat ? TargetPresets.Fp32 : TargetPresets.Int8;
        LiftResult lift = Lifter.Lift(kernel.Info, target);
        WorkloadResult result = new(
            kernel.Info.DisplayName, lift.Remark, lift.Operation is { IsOblivious: true }, null, 0, ExecutionBound.Ideal(lift.Operation, target));

        var job = new ReferenceJob(KernelSignature.Of(kernel.Info), lift.Operation, ReferenceEmitter.Emit(project.Compilation, kernel, cancellation), Path.Combine(folder, kernel.Info.Symbol));
        Directory.CreateDirectory(job.TrialFolder);
        if ((await reference.PrepareAsync(job, plan, cancellation).ConfigureAwait(false)).Problem is { } problem)
        {
            return result with { Problem = problem };
        }

        var context = new EvaluationContext(job.Kernel, lift.Operation, target, job.TrialFolder) { Limits = new() { MaxInstructions = 20_000_000_000 } };
        using var inner = new InProcessEvaluator(context);
        var evaluator = new ProvingEvaluator(inner, kernel.Info, context);
        if (search > 0) return await SearchAsync(result, kernel.Info, lift, target, evaluator, cancellation).ConfigureAwait(false);
        ImmutableArray<EvaluationRequest> request = [new(0, ScheduleLowering.Lower(lift, kernel.Info, target), plan, MemoryState.Steady)];
        TimeSpan begun = Environment.CpuUsage.UserTime;
        await inner.EvaluateAsync(request, cancellation).ConfigureAwait(false);
        TimeSpan tried = Environment.CpuUsage.UserTime;
        // The evaluator remembers the trials, so what comes on top is the proof.
        ImmutableArray<EvaluationResult> evaluated = await evaluator.EvaluateAsync(request, cancellation).ConfigureAwait(false);
        result = result with { TrialSeconds = (tried - begun).TotalSeconds, ProofSeconds = (Environment.CpuUsage.UserTime - tried).TotalSeconds };
        return evaluated[0].Stage == EvaluationStage.Accepted
            ? result with { Cycles = evaluated[0].Cycles, Proof = evaluated[0].Evidence.FirstOrDefault(e => e.Contains("proved", StringComparison.Ordinal)) ?? "" }
            : result with { Problem = $"{evaluated[0].Stage}: {evaluated[0].Message}" };
    }

    /// <summary>The built-in search from the start; the winner goes through search trials only.</summary>
    private static async Task<WorkloadResult> FindAsync(WorkloadResult result, SearchProblem problem, CancellationToken cancellation)
    {
        var ledger = new SearchLedger(problem);
        await ledger.StartAsync(cancellation).ConfigureAwait(false);
        string reason = await new BuiltInSearch().RunAsync(problem, ledger, 0, cancellation).ConfigureAwait(false);
        Candidate start = ledger.Candidates[0];
        return ledger.Ranked.FirstOrDefault() is { } best && start.Result.Stage == EvaluationStage.Accepted
            ? result with { Cycles = start.Result.Cycles, Found = best.Result.Cycles, Proof = $"{ledger.Evaluations} evaluations, {reason}: {(best.Id == 0 ? "the start" : best.Plan)}; refused: {string.Join(", ", ledger.Candidates.Where(c => c.Result.Stage is not (EvaluationStage.Accepted or EvaluationStage.Slow)).Select(c => c.Result.Message).Distinct())}" }
            : result with { Problem = $"{start.Result.Stage}: {start.Result.Message}" };
    }

    private Task<WorkloadResult> SearchAsync(WorkloadResult result, KernelInfo kernel, LiftResult lift, TargetDescription target, IEvaluator evaluator, CancellationToken cancellation) =>
        FindAsync(result, new(kernel, lift.Operation, target, [ScheduleLowering.Lower(lift, kernel, target)], evaluator, search, MemoryState.Steady, 1, null) { Lift = lift }, cancellation);

    /// <inheritdoc/>
    public void Dispose() => reference.Dispose();
}
