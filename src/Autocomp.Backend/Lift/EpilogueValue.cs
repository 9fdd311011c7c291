using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>How far an expression has taken a sum on its way to the stored element.</summary>
/// <param name="Stage">What has happened.</param>
/// <param name="Low">Lower clamp of the rounded value.</param>
/// <param name="High">Upper clamp of the rounded value.</param>
internal sealed record EpilogueValue(EpilogueValue.Step Stage, double Low = double.NegativeInfinity, double High = double.PositiveInfinity)
{
    /// <summary>Steps in the accelerator's order.</summary>
    public enum Step
    {
        /// <summary>The sum as it is, as an int or converted to float.</summary>
        Sum,

        /// <summary>Multiplied with the scale, not rounded.</summary>
        Scaled,

        /// <summary>Scaled and rounded to nearest even, as an integer or an integral float.</summary>
        Rounded,
    }

    /// <summary>Added to the sum, or null.</summary>
    public Access? Bias { get; init; }

    /// <summary>The parameter that scales, or null.</summary>
    public KernelParameter? ScaleParameter { get; init; }

    /// <summary>The constant that scales when there is no parameter.</summary>
    public float ScaleConstant { get; init; } = 1;

    /// <summary>Whether negative sums became zero before scaling.</summary>
    public bool Relu { get; init; }

    /// <summary>The value limited from below, then from above.</summary>
    /// <param name="low">Lower limit.</param>
    /// <param name="high">Upper limit.</param>
    public EpilogueValue Clamp(double low, double high) =>
        this with { Low = Math.Min(Math.Max(Low, low), high), High = Math.Min(Math.Max(High, low), high) };
}
