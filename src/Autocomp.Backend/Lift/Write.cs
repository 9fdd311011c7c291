using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>One statement that writes, with the loops around it. Temporaries are substituted into the value.</summary>
/// <param name="Place">Where it goes.</param>
/// <param name="Value">What is written.</param>
/// <param name="Loops">The loops around it, outermost first.</param>
/// <param name="Span">Its place in source.</param>
internal sealed record Write(Place Place, Expression Value, ImmutableArray<Loop> Loops, SourceSpan? Span)
{
    /// <summary>Conditions on the loops under which it happens.</summary>
    public ImmutableArray<Guard> Guards { get; init; } = [];

    /// <summary>The loops around both writes.</summary>
    /// <param name="other">The other write.</param>
    public IEnumerable<Loop> CommonLoops(Write other) =>
        Loops.Zip(other.Loops).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First);
}
