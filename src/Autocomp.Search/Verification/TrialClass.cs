namespace Autocomp.Search.Verification;

/// <summary>What kind of inputs a trial has.</summary>
public enum TrialClass
{
    /// <summary>Random values of an amplitude and scale at which scaled results fall on both sides of the saturation limits.</summary>
    InRange,

    /// <summary>Random values over the whole range of the type (floats: in -1..1 with full mantissas), scalars anywhere in their range.</summary>
    Random,

    /// <summary>All zero, scalars at their low end.</summary>
    Zeros,

    /// <summary>All one, scalars at their high end.</summary>
    Ones,

    /// <summary>Plus or minus one (0 or 1 when unsigned).</summary>
    PlusMinusOne,

    /// <summary>The smallest and the largest value of the type.</summary>
    Extremes,

    /// <summary>The largest and the smallest value in turn, element by element.</summary>
    Alternating,

    /// <summary>One non-zero element a row in one tensor, random values in the others: shows which element went where.</summary>
    OneHot,

    /// <summary>Large values of one sign, so that scaled results saturate.</summary>
    Saturating,

    /// <summary>Integers of -4..4: sums are exact in floating point whatever the order.</summary>
    SmallIntegers,
}
