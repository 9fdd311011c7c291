using System.Collections.Immutable;

namespace Autocomp.Backend.Lift;

/// <summary>A term of a result, with indices by the loops over the result's elements and loops of its own.</summary>
/// <param name="Coefficient">What multiplies it.</param>
/// <param name="Factors">One element, or two whose product is meant; none stands for a sum that is still to be replaced.</param>
/// <param name="Terms">Loops over the products that are summed up.</param>
internal sealed record PlacedTerm(Coefficient Coefficient, ImmutableArray<Access> Factors, ImmutableArray<Loop> Terms);
