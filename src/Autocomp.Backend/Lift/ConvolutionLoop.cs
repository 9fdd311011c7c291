using System.Collections.Immutable;

namespace Autocomp.Backend.Lift;

/// <summary>One loop of a convolution, or several that together run like one.</summary>
/// <param name="Count">Iterations.</param>
/// <param name="Name">The loop variable, for remarks.</param>
/// <param name="X">What the index of the input grows by.</param>
/// <param name="W">What the index of the weights grows by.</param>
/// <param name="Y">What the index of the result grows by; 0 for a loop over terms.</param>
/// <param name="Bias">What the index of the bias grows by.</param>
/// <param name="Guards">What the function of each guard grows by.</param>
internal sealed record ConvolutionLoop(long Count, string Name, long X, long W, long Y, long Bias, ImmutableArray<long> Guards)
{
    /// <summary>Whether a guard tests it.</summary>
    public bool IsGuarded => Guards.Any(step => step != 0);

    /// <summary>Joins loops that run through memory like one loop, those of small steps first, until at most a number of them is left.</summary>
    /// <param name="loops">The loops.</param>
    /// <param name="most">The number; 0 to join all that can be.</param>
    public static List<ConvolutionLoop> Join(IEnumerable<ConvolutionLoop> loops, int most)
    {
        List<ConvolutionLoop> joined = [.. loops.OrderBy(loop => Math.Abs(loop.X) + Math.Abs(loop.W))];
        while (joined.Count > most && joined.SelectMany(_ => joined, (inner, outer) => (inner, outer)).FirstOrDefault(pair => pair.outer.Continues(pair.inner)) is ({ } inner, { } outer))
        {
            joined[joined.IndexOf(inner)] = inner with { Count = outer.Count * inner.Count, Name = outer.Name };
            joined.Remove(outer);
        }

        return joined;
    }

    private bool Continues(ConvolutionLoop inner) =>
        !ReferenceEquals(this, inner)
        && X == inner.X * inner.Count && W == inner.W * inner.Count && Y == inner.Y * inner.Count && Bias == inner.Bias * inner.Count
        && Guards.Zip(inner.Guards).All(pair => pair.First == pair.Second * inner.Count);
}
