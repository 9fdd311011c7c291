using System.Collections.Concurrent;
using System.Collections.Immutable;
using Autocomp.Emulator;
using Autocomp.Search.Processes;

namespace Autocomp.Search.Evaluation;

/// <summary>Evaluates the candidates of one context in a pool's children.</summary>
internal sealed class ChildProcessEvaluator(EvaluatorPool pool, EvaluationContext context, string key) : IEvaluator
{
    private readonly ConcurrentDictionary<(string Hash, TrialPlan Plan, MemoryState State, bool Timed, long MaxCycles), Task<EvaluationResult?>> _known = new();

    /// <inheritdoc/>
    public async Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation) =>
        [.. await Task.WhenAll(requests.Select(r => EvaluateAsync(r, cancellation))).ConfigureAwait(false)];

    private async Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, CancellationToken cancellation)
    {
        if (CandidateCompiler.CheckLength(request, context.Limits) is { } tooLong) return tooLong;
        bool fresh = false;
        while (true)
        {
            Attempt attempt = await AttemptAsync(request, fresh, cancellation).ConfigureAwait(false);
            if (await attempt.Result.ConfigureAwait(false) is { } result)
                return result with { CandidateId = request.CandidateId, CanonicalText = attempt.CanonicalText ?? result.CanonicalText };
            // A process that had served others may have died of what they left; only a fresh one convicts.
            fresh = true;
        }
    }

    private Task<Attempt> AttemptAsync(EvaluationRequest request, bool fresh, CancellationToken cancellation) => pool.UseAsync(
        async child =>
        {
            bool warm = child.Candidates > 0;
            ChildReply<EvaluatorReply> compiled = await child.CompileAsync(key, context, request, cancellation).ConfigureAwait(false);
            if (compiled.Message is null) return Died("compiling", compiled, warm, null);
            if (compiled.Message is not { Result: null, ObjectHash: { } hash, CanonicalText: var text })
                return new(Task.FromResult(compiled.Message.Result), null);

            var outcome = new TaskCompletionSource<EvaluationResult?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var place = (hash, request.Trials, request.MemoryState, request.Timed, request.MaxCycles);
            Task<EvaluationResult?> known = _known.GetOrAdd(place, outcome.Task);
            // Another candidate has the same object: its result is awaited after this child is free again.
            if (known != outcome.Task) return new(known, text);
            try
            {
                ChildReply<EvaluatorReply> ran = await child.RunAsync(key, request, cancellation).ConfigureAwait(false);
                Task<EvaluationResult?> result = ran.Message is { } message ? Task.FromResult(message.Result) : Died("running", ran, warm, text).Result;
                if (await result.ConfigureAwait(false) is null) _known.TryRemove(place, out _);
                outcome.SetResult(await result.ConfigureAwait(false));
                return new(known, text);
            }
            catch (Exception e)
            {
                _known.TryRemove(place, out _);
                outcome.SetException(e);
                _ = outcome.Task.Exception;
                throw;
            }
        },
        fresh,
        cancellation);

    private static Attempt Died(string doing, ChildReply<EvaluatorReply> reply, bool warm, string? text)
    {
        if (warm && reply.Failure != ChildFailure.TimedOut) return new(Task.FromResult<EvaluationResult?>(null), text);
        return new(
            Task.FromResult<EvaluationResult?>(
                new(0, EvaluationStage.Process, $"the evaluating process failed while {doing} the candidate: {reply.Reason}", text, Evidence: [])),
            text);
    }

    /// <summary>One try in one child.</summary>
    /// <param name="Result">The result, perhaps that of another candidate with the same object, still running; null when a process died that had served others before, which says nothing about this candidate.</param>
    /// <param name="CanonicalText">The accepted text, when it compiled.</param>
    private sealed record Attempt(Task<EvaluationResult?> Result, string? CanonicalText);
}
