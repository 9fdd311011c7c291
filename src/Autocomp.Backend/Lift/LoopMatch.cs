using System.Collections.Immutable;
using System.Numerics;

namespace Autocomp.Backend.Lift;

/// <summary>Pairs the loops of two statements that run over the same elements of one storage.</summary>
internal static class LoopMatch
{
    /// <summary>For each loop of the first statement its counterpart in the second, or null when they don't cover the same elements once each.</summary>
    /// <param name="loops">Loops of the first statement.</param>
    /// <param name="index">What it indexes.</param>
    /// <param name="otherLoops">Loops of the second statement.</param>
    /// <param name="otherIndex">What that indexes.</param>
    /// <param name="shared">Loops around both that stand for themselves.</param>
    public static ImmutableDictionary<Loop, Loop>? Of(
        ImmutableArray<Loop> loops, LinearForm index, ImmutableArray<Loop> otherLoops, LinearForm otherIndex, IReadOnlyCollection<Loop> shared)
    {
        ImmutableDictionary<Loop, Loop>.Builder pairs = ImmutableDictionary.CreateBuilder<Loop, Loop>();
        List<Loop> open = [.. otherLoops.Where(loop => loop.Count > 1 && !shared.Contains(loop) && otherIndex[loop] != 0)];
        IEnumerable<Loop> around = index.Coefficients.Keys.Concat(otherIndex.Coefficients.Keys).Except(loops).Except(otherLoops);
        if (index.Constant != otherIndex.Constant || shared.Concat(around).Any(loop => index[loop] != otherIndex[loop]))
        {
            return null;
        }

        foreach (Loop loop in shared)
        {
            pairs.Add(loop, loop);
        }

        foreach (Loop loop in loops.Where(loop => loop.Count > 1 && !shared.Contains(loop)))
        {
            Loop? partner = open.Find(other => other.Count == loop.Count && otherIndex[other] == index[loop]);
            if (partner is null)
            {
                return null;
            }

            open.Remove(partner);
            pairs.Add(loop, partner);
        }

        return open.Count == 0 ? pairs.ToImmutable() : null;
    }

    /// <summary>Whether both functions take the same values at equal distances, each exactly once: then one may be filled in any order for the other.</summary>
    /// <param name="index">One function.</param>
    /// <param name="loops">Its loops.</param>
    /// <param name="otherIndex">The other function.</param>
    /// <param name="otherLoops">Its loops.</param>
    public static bool FillSameRange(LinearForm index, IEnumerable<Loop> loops, LinearForm otherIndex, IEnumerable<Loop> otherLoops) =>
        index.Low == otherIndex.Low && index.High == otherIndex.High && Step(index) == Step(otherIndex) && Fills(index, [.. loops]) && Fills(otherIndex, [.. otherLoops]);

    private static bool Fills(LinearForm index, Loop[] loops) =>
        index.Coefficients.Keys.All(loop => loop.Count == 1 || loops.Contains(loop))
        && IsInjective(index, loops)
        && loops.Aggregate((Int128)1, (count, loop) => count * loop.Count) == (index.High - index.Low) / Step(index) + 1;

    /// <summary>What all values of a function are apart by multiples of.</summary>
    private static long Step(LinearForm index) =>
        Math.Max(1, (long)index.Coefficients.Where(term => term.Key.Count > 1).Aggregate(BigInteger.Zero, (step, term) => BigInteger.GreatestCommonDivisor(step, term.Value)));

    /// <summary>Whether different iterations of the loops always give different values.</summary>
    /// <param name="index">The function.</param>
    /// <param name="loops">The loops.</param>
    public static bool IsInjective(LinearForm index, IEnumerable<Loop> loops)
    {
        Int128 reach = 0;
        foreach (Loop loop in loops.Where(loop => loop.Count > 1).OrderBy(loop => Math.Abs(index[loop])))
        {
            Int128 stride = Math.Abs(index[loop]);
            if (stride <= reach)
            {
                return false;
            }

            reach += stride * (loop.Count - 1);
        }

        return true;
    }
}
