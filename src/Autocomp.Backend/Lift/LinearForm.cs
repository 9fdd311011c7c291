using System.Collections.Immutable;

namespace Autocomp.Backend.Lift;

/// <summary>An affine function of loop counters: a constant plus a coefficient for each loop. Loops count from 0 by 1.</summary>
/// <param name="Constant">The value when all counters are 0.</param>
/// <param name="Coefficients">By loop; zero coefficients are left out.</param>
internal sealed record LinearForm(long Constant, ImmutableDictionary<Loop, long> Coefficients)
{
    /// <summary>A constant.</summary>
    /// <param name="value">The value.</param>
    public static LinearForm Of(long value) => new(value, ImmutableDictionary<Loop, long>.Empty);

    /// <summary>The value of a loop's variable.</summary>
    /// <param name="loop">The loop.</param>
    public static LinearForm Of(Loop loop) => loop.From + new LinearForm(0, ImmutableDictionary<Loop, long>.Empty.Add(loop, loop.Step));

    /// <summary>What the value grows by from one iteration of a loop to the next.</summary>
    /// <param name="loop">The loop.</param>
    public long this[Loop loop] => Coefficients.GetValueOrDefault(loop);

    /// <summary>The smallest value over all iterations.</summary>
    public Int128 Low => Coefficients.Aggregate((Int128)Constant, (sum, term) => sum + Int128.Min(0, (Int128)term.Value * (term.Key.Count - 1)));

    /// <summary>The largest value over all iterations.</summary>
    public Int128 High => Coefficients.Aggregate((Int128)Constant, (sum, term) => sum + Int128.Max(0, (Int128)term.Value * (term.Key.Count - 1)));

    public static LinearForm operator +(LinearForm left, LinearForm right)
    {
        ImmutableDictionary<Loop, long> sum = left.Coefficients;
        foreach ((Loop loop, long coefficient) in right.Coefficients)
        {
            long total = sum.GetValueOrDefault(loop) + coefficient;
            sum = total == 0 ? sum.Remove(loop) : sum.SetItem(loop, total);
        }

        return new(left.Constant + right.Constant, sum);
    }

    /// <summary>All terms multiplied.</summary>
    /// <param name="factor">The factor.</param>
    public LinearForm Times(long factor) => factor == 0
        ? Of(0)
        : new(Constant * factor, Coefficients.ToImmutableDictionary(term => term.Key, term => term.Value * factor));
}
