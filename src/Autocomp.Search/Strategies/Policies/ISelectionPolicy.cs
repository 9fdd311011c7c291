namespace Autocomp.Search.Strategies;

/// <summary>Decides which schedule is worked on next, with which options of the menu. One policy serves one search.</summary>
public interface ISelectionPolicy
{
    /// <summary>Its name in reports.</summary>
    string Name { get; }

    /// <summary>What to ask for next.</summary>
    /// <param name="state">Where the search stands.</param>
    /// <returns>Assignments of one step; none ends the search.</returns>
    IReadOnlyList<Assignment> Select(PolicyState state);

    /// <summary>Takes in what a step gave.</summary>
    /// <param name="made">New candidates with their results, second chances included, in order of their ids.</param>
    /// <param name="state">Where the search stands.</param>
    void Learn(IReadOnlyList<Candidate> made, PolicyState state);
}
