namespace Autocomp.Search.Tests.Verification.Mutation;

/// <summary>A schedule with one change.</summary>
/// <param name="Base">The correct schedule that it comes from.</param>
/// <param name="Kind">fence, configuration, ordering, load, store, compute, number, operator or operand.</param>
/// <param name="Change">What changed, for people.</param>
/// <param name="Text">C# text.</param>
internal sealed record Mutant(string Base, string Kind, string Change, string Text);
