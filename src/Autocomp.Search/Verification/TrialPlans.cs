using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Verification;

/// <summary>Which trials a plan consists of, before degenerate ones are replaced.</summary>
public static class TrialPlans
{
    /// <summary>Seeds from here on are held out: no search step ever sees them.</summary>
    public const ulong HoldOut = 1000;

    /// <summary>The trials of a plan for a kernel: its parameters decide whether one with overlapping tensors belongs to it.</summary>
    public static ImmutableArray<Trial> For(TrialPlan plan, IEnumerable<KernelParameter> parameters)
    {
        ImmutableArray<Trial> trials = For(plan);
        ulong seed = plan == TrialPlan.Search ? 3 : HoldOut + 11;
        return TrialOverlap.Groups(parameters).Any() ? trials.Add(new(TrialClass.InRange, seed, Overlapping: true)) : trials;
    }

    /// <summary>The trials of a plan in the order in which they run: the ones that find most come first.</summary>
    /// <param name="plan">How thorough.</param>
    /// <returns>Never empty.</returns>
    public static ImmutableArray<Trial> For(TrialPlan plan) => plan switch
    {
        TrialPlan.Search =>
        [
            new(TrialClass.InRange, 1),
            new(TrialClass.Extremes, 2),
        ],
        TrialPlan.Quick =>
        [
            new(TrialClass.InRange, HoldOut),
            new(TrialClass.Extremes, HoldOut + 5),
        ],
        _ =>
        [
            new(TrialClass.InRange, HoldOut),
            new(TrialClass.Random, HoldOut + 1),
            new(TrialClass.Zeros, HoldOut + 2),
            new(TrialClass.Ones, HoldOut + 3),
            new(TrialClass.PlusMinusOne, HoldOut + 4),
            new(TrialClass.Extremes, HoldOut + 5),
            new(TrialClass.Alternating, HoldOut + 6),
            new(TrialClass.OneHot, HoldOut + 7),
            new(TrialClass.OneHot, HoldOut + 8),
            new(TrialClass.Saturating, HoldOut + 9),
            new(TrialClass.SmallIntegers, HoldOut + 10),
        ],
    };
}
