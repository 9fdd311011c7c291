using System.Globalization;

namespace Autocomp.Search.Verification;

/// <summary>One set of inputs, as its recipe.</summary>
/// <param name="Class">What kind of values.</param>
/// <param name="Seed">Which of them.</param>
/// <param name="Overlapping">Whether tensors of one size that carry <c>[MayAlias]</c> are the same memory.</param>
public sealed record Trial(TrialClass Class, ulong Seed, bool Overlapping = false)
{
    /// <summary>Name for files and messages: <c>random-7</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Class.ToString().ToLowerInvariant()}-{Seed}{(Overlapping ? "-overlapping" : "")}");

    /// <summary>Whether results are the same in any order of summation also for floats, so that they are compared exactly.</summary>
    public bool IsExactForFloats => Class is not (TrialClass.Random or TrialClass.InRange or TrialClass.Saturating);

    /// <summary>Whether the inputs are varied enough that a constant result means a trial without force.</summary>
    public bool ShouldVary => Class is TrialClass.Random or TrialClass.InRange or TrialClass.OneHot or TrialClass.SmallIntegers;

    /// <summary>The same class with other values.</summary>
    public Trial Another() => this with { Seed = Seed + 1_000_000 };
}
