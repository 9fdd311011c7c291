using System.Collections.Immutable;

namespace Autocomp.Search.Evaluation;

/// <summary>Evaluates in the calling process, one after the other: for tests and debugging. Nothing protects the process from a candidate that exhausts it.</summary>
/// <param name="context">Kernel, target, expectations.</param>
public sealed class InProcessEvaluator(EvaluationContext context) : IEvaluator, IDisposable
{
    private readonly CandidateEvaluation _evaluation = new(context);

    /// <inheritdoc/>
    public Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation) =>
        Task.Run(() => requests.Select(r => _evaluation.Evaluate(r, cancellation)).ToImmutableArray(), cancellation);

    /// <inheritdoc/>
    public void Dispose() => _evaluation.Dispose();
}
