using System.Collections.Immutable;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>What a method leaves at a symbolic point.</summary>
/// <param name="Outputs">Position among the parameters of the C function and value of each element, for each tensor that is written.</param>
/// <param name="Functions">Prints of the functions that it applies to sums.</param>
internal sealed record SymbolicResult(ImmutableArray<(int Parameter, ulong[] Values)> Outputs, ImmutableArray<ulong> Functions);
