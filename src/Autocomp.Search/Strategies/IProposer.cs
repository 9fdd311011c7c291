using System.Collections.Immutable;
using Autocomp.Search.Prompts;

namespace Autocomp.Search.Strategies;

/// <summary>Makes candidates out of parents: a language model, or the stand-in for one.</summary>
public interface IProposer
{
    /// <summary>All options that a plan may apply.</summary>
    Menu Menu { get; }

    /// <summary>Why nothing more can be asked for (a budget, a model that is down), or null.</summary>
    string? Stopped { get; }

    /// <summary>Makes proposals, at most as many as the search may still evaluate.</summary>
    /// <param name="assignments">What is wanted, most wanted first.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Proposals in the order of the assignments; those with a problem hold nothing to evaluate.</returns>
    Task<ImmutableArray<Proposal>> ProposeAsync(IReadOnlyList<Assignment> assignments, CancellationToken cancellation);

    /// <summary>Tries to mend candidates that failed, with the reason of their failure.</summary>
    /// <param name="failed">Candidates with text.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Proposals in the order of the candidates.</returns>
    Task<ImmutableArray<Proposal>> RepairAsync(IReadOnlyList<Candidate> failed, CancellationToken cancellation);
}
