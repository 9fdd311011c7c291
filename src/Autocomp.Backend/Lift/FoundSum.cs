using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>A result that one store writes: of elements alone, or of a sum that several statements add to.</summary>
/// <param name="Store">The statement that leaves the result; the last update when sums live in the output.</param>
/// <param name="Elements">Loops over elements of the result, around the store.</param>
/// <param name="IsSum">Whether an expression of the store reads the finished sum.</param>
/// <param name="Parts">The statements that start the sum and add to it.</param>
internal sealed record FoundSum(Write Store, ImmutableArray<Loop> Elements, Func<Expression, bool> IsSum, ImmutableArray<FoundSum.Part> Parts)
{
    /// <summary>A statement that contributes to the sum.</summary>
    /// <param name="Statement">The statement.</param>
    /// <param name="IsSum">Whether an expression of it reads the sum so far.</param>
    /// <param name="ToElements">For each of its loops over elements, the store's loop over the same elements.</param>
    /// <param name="Terms">Its other loops, which run over the terms that it adds.</param>
    public sealed record Part(Write Statement, Func<Expression, bool> IsSum, ImmutableDictionary<Loop, Loop> ToElements, ImmutableArray<Loop> Terms);
}
