using System.Collections.Immutable;

namespace Autocomp.Backend.Lift;

/// <summary>One term of a linear combination.</summary>
/// <param name="Coefficient">What multiplies it.</param>
/// <param name="Factors">None: the sum so far. One: an element. Two: a product of elements.</param>
internal sealed record LinearTerm(Coefficient Coefficient, ImmutableArray<Access> Factors)
{
    /// <summary>The sum so far.</summary>
    public static LinearTerm Sum { get; } = new(Coefficient.One, []);
}
