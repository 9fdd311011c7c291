namespace Autocomp.Search.Strategies;

/// <summary>A candidate before its evaluation.</summary>
/// <param name="ParentId">The candidate that it was made from, or null.</param>
/// <param name="Origin">Who made it.</param>
/// <param name="MenuOption">The menu option that it applies, or empty.</param>
/// <param name="Plan">The plan in words.</param>
/// <param name="Text">C# text.</param>
/// <param name="Problem">Why there is no text to evaluate, empty otherwise.</param>
public sealed record Proposal(int? ParentId, string Origin, string MenuOption, string Plan, string Text, string Problem = "");
