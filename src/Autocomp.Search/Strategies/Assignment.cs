using Autocomp.Search.Prompts;

namespace Autocomp.Search.Strategies;

/// <summary>What a policy asks a proposer for.</summary>
/// <param name="Parent">The schedule to improve.</param>
/// <param name="Menu">The options to choose from.</param>
/// <param name="Phase">The iteration, from 1.</param>
/// <param name="Phases">All iterations.</param>
/// <param name="Implementations">How many implementations of the plan.</param>
/// <param name="Other">A second parent, whose ideas are to be combined with the first one's, or null.</param>
public sealed record Assignment(Candidate Parent, Menu Menu, int Phase, int Phases, int Implementations, Candidate? Other = null);
