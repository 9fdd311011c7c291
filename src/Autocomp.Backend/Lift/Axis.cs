namespace Autocomp.Backend.Lift;

/// <summary>One dimension of a product: one loop, or several that together run like one.</summary>
/// <param name="Count">Its extent.</param>
/// <param name="Name">The loop variable, for remarks.</param>
/// <param name="First">What the index of the first factor grows by.</param>
/// <param name="Second">What the index of the second factor grows by.</param>
/// <param name="Result">What the index of the result grows by.</param>
/// <param name="Bias">What the index of the bias grows by; 0 without one.</param>
internal sealed record Axis(long Count, string Name, long First, long Second, long Result, long Bias)
{
    /// <summary>Joins loops that run through memory like one loop: a tiled loop is one axis again.</summary>
    /// <param name="axes">The axes.</param>
    public static List<Axis> Join(IEnumerable<Axis> axes)
    {
        List<Axis> joined = [.. axes];
        while (joined.SelectMany(_ => joined, (outer, inner) => (outer, inner)).FirstOrDefault(pair => pair.outer.Continues(pair.inner)) is ({ } outer, { } inner))
        {
            joined.Remove(outer);
            joined.Remove(inner);
            joined.Add(inner with { Count = outer.Count * inner.Count, Name = outer.Name });
        }

        return joined;
    }

    private bool Continues(Axis inner) =>
        !ReferenceEquals(this, inner)
        && First == inner.First * inner.Count && Second == inner.Second * inner.Count
        && Result == inner.Result * inner.Count && Bias == inner.Bias * inner.Count;
}
