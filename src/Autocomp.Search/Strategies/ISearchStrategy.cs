namespace Autocomp.Search.Strategies;

/// <summary>A way to spend a budget of samples on one kernel.</summary>
public interface ISearchStrategy
{
    /// <summary>Name for settings and reports: <c>beam</c>, <c>builtin</c>.</summary>
    string Name { get; }

    /// <summary>Searches from the given starting points. Deterministic in its inputs.</summary>
    /// <param name="problem">Kernel, target, evaluator, seeds.</param>
    /// <param name="cancellation">Ends the search; the best so far is returned, not lost.</param>
    /// <returns>The best accepted candidate and the tree of all of them.</returns>
    Task<SearchOutcome> SearchAsync(SearchProblem problem, CancellationToken cancellation);
}
