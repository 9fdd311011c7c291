using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Emulator;
using Autocomp.Search.Verification;
using Autocomp.Search.Verification.Symbolic;

namespace Autocomp.Search.Evaluation;

/// <summary>Evaluates candidates of one context in this process: compile, value trials, timed run, bound, and for acceptance everything that could unmask a schedule which is right by accident.</summary>
/// <remarks>Not thread-safe. Equal objects are run once.</remarks>
internal sealed class CandidateEvaluation(EvaluationContext context) : IDisposable
{
    // Layouts and poisons of search, timed and acceptance runs differ, so that nothing learnt in one helps in another.
    private const ulong SearchLayout = 11;
    private const ulong AcceptanceLayout = 1000;
    private readonly CandidateCompiler _compiler = new(context);
    private readonly KernelRunner _runner = new(context.Target);
    private readonly Dictionary<(string Hash, TrialPlan Plan, MemoryState State, bool Timed, long MaxCycles), EvaluationResult> _known = [];

    /// <summary>Takes the candidate to an object; exactly one of the two results is not null.</summary>
    public (CompiledCandidate? Candidate, EvaluationResult? Failure) Compile(EvaluationRequest request) => _compiler.Compile(request);

    /// <summary>Compiles and runs.</summary>
    public EvaluationResult Evaluate(EvaluationRequest request, CancellationToken cancellation)
    {
        (CompiledCandidate? candidate, EvaluationResult? failure) = Compile(request);
        return failure ?? Run(request, candidate!, cancellation);
    }

    /// <summary>Runs a compiled candidate by the request's plan.</summary>
    public EvaluationResult Run(EvaluationRequest request, CompiledCandidate candidate, CancellationToken cancellation)
    {
        var key = (candidate.ObjectHash, request.Trials, request.MemoryState, request.Timed, request.MaxCycles);
        if (!_known.TryGetValue(key, out EvaluationResult? result)) _known[key] = result = RunNew(request, candidate, cancellation);
        return result with { CandidateId = request.CandidateId, CanonicalText = candidate.CanonicalText };
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    private EvaluationResult Prove(EvaluationRequest request, CompiledCandidate candidate, CancellationToken cancellation)
    {
        (string? evidence, string? wrong) = new ProofRun(context, candidate, _runner).Check(request.SymbolicSeed, cancellation);
        return new(request.CandidateId, wrong is null ? EvaluationStage.Accepted : EvaluationStage.Values, wrong ?? "", candidate.CanonicalText, candidate.ObjectHash, Evidence: evidence is null ? [] : [evidence]);
    }

    private EvaluationResult RunNew(EvaluationRequest request, CompiledCandidate candidate, CancellationToken cancellation)
    {
        if (request.Trials == TrialPlan.Proof) return Prove(request, candidate, cancellation);
        var runs = new TrialRuns(context, candidate, _runner);
        var evidence = new List<string>();
        ImmutableArray<Trial> trials = runs.Trials(request.Trials);
        if (trials.IsEmpty) return Failed(EvaluationStage.Process, $"the expected outputs of plan {request.Trials} have not been prepared");
        bool isAcceptance = request.Trials == TrialPlan.Acceptance;
        // A search step saves a run: the trial that the timed run uses is compared there.
        IEnumerable<Trial> untimed = request.Timed && !isAcceptance ? trials.Skip(1) : trials;
        ulong layout = isAcceptance ? AcceptanceLayout : SearchLayout;
        foreach (Trial trial in untimed)
        {
            layout++;
            TrialRun run = runs.RunFresh(trial, new KernelRunOptions { LayoutSeed = layout, PoisonSeed = layout }, cancellation);
            if (Failure(run) is { } failure) return failure;
        }
        KernelRunResult? measured = null;
        if (request.Timed)
        {
            TrialRun run = runs.RunFresh(trials[0], new KernelRunOptions { Timed = true, MemoryState = request.MemoryState, Timeline = isAcceptance ? new TimelineOptions() : null, MaxCycles = request.MaxCycles }, cancellation);
            if (run.Result is { Fault.Kind: FaultKind.CycleLimit } || (request.MaxCycles > 0 && run.Result.Profile?.Cycles > request.MaxCycles))
            {
                return Failed(EvaluationStage.Slow, string.Create(CultureInfo.InvariantCulture, $"far slower than the fastest schedule so far: the timed run was stopped after {request.MaxCycles} cycles"));
            }

            if (Failure(run) is { } failure) return failure;
            measured = run.Result;
            if (ExecutionBound.Check(measured, context.Operation, context.Target) is { } faster) return Failed(EvaluationStage.Bound, faster);
            (long bound, string cause) = ExecutionBound.Of(measured, context.Operation, context.Target);
            evidence.Add(string.Create(CultureInfo.InvariantCulture, $"bound: not faster than the {bound} cycles that the {cause} need"));
            if (ExecutionBound.FewerMultiplications(measured, context.Operation) is { } rewrite) evidence.Add(rewrite);
        }
        evidence.Add(string.Create(CultureInfo.InvariantCulture, $"values: equal to the C# method in {trials.Length} trials on fresh machines: {string.Join(", ", trials.Select(t => t.Name))}"));
        if (context.Kernel.Parameters.Count(p => p.MayAlias) > 1)
        {
            evidence.Add(trials.Any(t => t.Overlapping)
                ? "overlap: equal also with tensors of one size that may alias at the same address; partial overlap is not tried"
                : "overlap: not tried, no two tensors that may alias have one size");
        }
        if (isAcceptance)
        {
            (EvaluationStage Stage, string Message, int? Line)? refused = new AcceptanceRuns(context, runs, _runner).Check(trials, evidence, cancellation);
            if (refused is { } reason) return Failed(reason.Stage, reason.Message) with { Line = reason.Line };
        }
        evidence.Add(context.Operation is { IsOblivious: true }
            ? "oblivious: commands and addresses are the same for all inputs (checked on the loop tree)"
            : "tested, not proved: the kernel, or a part of it, runs on the host core, where control may depend on data");
        return new(
            request.CandidateId,
            EvaluationStage.Accepted,
            "",
            candidate.CanonicalText,
            candidate.ObjectHash,
            measured?.Profile?.Cycles ?? 0,
            measured?.Profile,
            [.. evidence.Order(StringComparer.Ordinal)]);

        EvaluationResult? Failure(TrialRun run) => run switch
        {
            { Fault: { } fault } => Failed(EvaluationStage.Execution, fault) with { Line = run.Line },
            { Difference: { } difference } => Failed(EvaluationStage.Values, difference),
            _ => null,
        };

        EvaluationResult Failed(EvaluationStage stage, string message) =>
            new(request.CandidateId, stage, message, candidate.CanonicalText, candidate.ObjectHash, Evidence: []);
    }
}
