using System.Collections.Immutable;

namespace Autocomp.Search.Evaluation;

/// <summary>Evaluates candidates of one kernel on one target.</summary>
/// <remarks>Implementations run candidates in child processes, all cores, and give results in the order of the requests: arrival order never shows.</remarks>
public interface IEvaluator
{
    /// <summary>Evaluates a batch: the barrier of a search step.</summary>
    /// <param name="requests">Candidates.</param>
    /// <param name="cancellation">Stops early; children are killed.</param>
    /// <returns>One result a request, in the same order.</returns>
    Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation);
}
