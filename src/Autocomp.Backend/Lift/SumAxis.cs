using System.Collections.Immutable;

namespace Autocomp.Backend.Lift;

/// <summary>One dimension that several operands move along: one loop, or several that together run like one.</summary>
/// <param name="Count">Its extent.</param>
/// <param name="Name">The loop variable, for remarks.</param>
/// <param name="Strides">What the index of each operand grows by.</param>
internal sealed record SumAxis(long Count, string Name, ImmutableArray<long> Strides)
{
    /// <summary>The dimensions of some loops; a tiled loop is one dimension again.</summary>
    /// <param name="loops">The loops.</param>
    /// <param name="operands">The operands' indices.</param>
    public static List<SumAxis> Of(IEnumerable<Loop> loops, ImmutableArray<LinearForm> operands)
    {
        List<SumAxis> axes = [.. loops.Select(loop => new SumAxis(loop.Count, loop.Name, [.. operands.Select(operand => operand[loop])]))];
        while (axes.SelectMany(_ => axes, (outer, inner) => (outer, inner)).FirstOrDefault(pair => pair.outer.Continues(pair.inner)) is ({ } outer, { } inner))
        {
            axes.Remove(outer);
            axes.Remove(inner);
            axes.Add(inner with { Count = outer.Count * inner.Count, Name = outer.Name });
        }

        return axes;
    }

    /// <summary>An axis of one element.</summary>
    /// <param name="operands">How many operands there are.</param>
    public static SumAxis Single(int operands) => new(1, "", [.. Enumerable.Repeat(0L, operands)]);

    private bool Continues(SumAxis inner) =>
        !ReferenceEquals(this, inner) && Strides.Zip(inner.Strides).All(pair => pair.First == pair.Second * inner.Count);
}
