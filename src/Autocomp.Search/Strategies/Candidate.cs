using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Strategies;

/// <summary>One node of the search tree.</summary>
/// <param name="Id">Unique in a search, in order of creation.</param>
/// <param name="ParentId">The candidate that it was made from, or null for a start.</param>
/// <param name="Origin">Who made it: <c>lowered</c>, <c>hand</c>, <c>builtin</c>, a model's name.</param>
/// <param name="MenuOption">The menu option that it applies, or empty.</param>
/// <param name="Plan">The plan in words (a model's, or the parameters of the built-in proposer). Untrusted text.</param>
/// <param name="Text">C# text as proposed.</param>
/// <param name="Result">What became of it.</param>
public sealed record Candidate(
    int Id,
    int? ParentId,
    string Origin,
    string MenuOption,
    string Plan,
    string Text,
    EvaluationResult Result);
