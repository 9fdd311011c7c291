using System.Collections.Immutable;

namespace Autocomp.Search.Strategies;

/// <summary>What all strategies share: they begin with the starts and end with acceptance, whatever happens between.</summary>
public abstract class SearchStrategy : ISearchStrategy
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public async Task<SearchOutcome> SearchAsync(SearchProblem problem, CancellationToken cancellation)
    {
        var ledger = new SearchLedger(problem);
        string reason;
        try
        {
            ImmutableArray<Candidate> starts = await ledger.StartAsync(cancellation).ConfigureAwait(false);
            reason = await RunAsync(problem, ledger, starts.IsEmpty ? null : starts[0].Id, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            reason = "cancelled";
        }

        return await ledger.FinishAsync(reason).ConfigureAwait(false);
    }

    /// <summary>Searches on from what a ledger holds.</summary>
    /// <param name="problem">What is searched.</param>
    /// <param name="ledger">Starts and seeds, evaluated.</param>
    /// <param name="root">The candidate under which new ones without a parent stand in the tree, or null.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Why it ended.</returns>
    public abstract Task<string> RunAsync(SearchProblem problem, SearchLedger ledger, int? root, CancellationToken cancellation);
}
