namespace Autocomp.Frontend.Tree;

/// <summary>One argument of an intrinsic call.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Value">The value; enums are Int32 constants.</param>
public sealed record IntrinsicArgument(string Parameter, Expression Value);
