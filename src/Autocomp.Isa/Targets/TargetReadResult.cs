using System.Collections.Immutable;

namespace Autocomp.Isa;

/// <summary>A target read from JSON, or what is wrong with the text.</summary>
/// <param name="Target">The target; null when there are errors.</param>
/// <param name="Errors">One sentence for each problem, in the order of the text.</param>
public sealed record TargetReadResult(TargetDescription? Target, ImmutableArray<string> Errors);
