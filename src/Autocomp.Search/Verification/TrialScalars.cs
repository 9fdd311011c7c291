using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Search.Verification;

/// <summary>Chooses the values of runtime scalars, always within the declared range, its ends included.</summary>
internal static class TrialScalars
{
    public static KernelArgument Create(KernelParameter parameter, TensorOperation? operation, Trial trial, ref SplitMix64 random)
    {
        switch (parameter.Scalar)
        {
            case ScalarType.Float32:
                return new KernelArgument.Single((float)Float(parameter, operation, trial, ref random));
            case ScalarType.Float64:
                return new KernelArgument.Double(Float(parameter, operation, trial, ref random));
            default:
                return new KernelArgument.Integer(Integer(parameter, trial, ref random));
        }
    }

    private static double Float(KernelParameter parameter, TensorOperation? operation, Trial trial, ref SplitMix64 random)
    {
        // Without a promise any value is allowed; these are the ones that quantised arithmetic uses.
        ValueRange range = parameter.Range ?? new ValueRange(Math.ScaleB(1, -12), 4);
        ResultSum? scaled = operation?.ResultSums.FirstOrDefault(sum => sum.Epilogue.ScaleParameter?.Index == parameter.Index);
        bool isScale = scaled is not null;
        TrialScale tuned = scaled is null ? default : TrialScale.For(scaled, sbyte.MaxValue);
        double value = trial.Class switch
        {
            TrialClass.Zeros => range.Low,
            TrialClass.Ones or TrialClass.Saturating => range.High,
            TrialClass.InRange when isScale && tuned.Scale is { } scale => scale * (0.75 + 0.5 * random.Unit()),
            // Elements at the ends of the type have three times the variance of uniform ones.
            TrialClass.Extremes when isScale && tuned.Scale is { } scale => scale / 3,
            // Results of a few units: ties of rounding and both signs show.
            TrialClass.PlusMinusOne or TrialClass.SmallIntegers or TrialClass.OneHot => Nearest(range, 0.5),
            _ => Spread(range, ref random),
        };
        return Round(Math.Clamp(value, range.Low, range.High), range, parameter.Scalar);
    }

    // Ranges such as 0..1 hold most scales in use near their low end, so magnitudes are spread evenly over powers of two.
    private static double Spread(ValueRange range, ref SplitMix64 random)
    {
        double unit = random.Unit();
        if (range.Low < 0) return range.Low + (range.High - range.Low) * unit;
        double low = Math.Max(range.Low, Math.ScaleB(range.High, -20));
        return low <= 0 ? range.High : low * Math.Pow(range.High / low, unit);
    }

    private static double Nearest(ValueRange range, double wanted) => Math.Clamp(wanted, range.Low, range.High);

    // Rounding to single must not leave the range.
    private static double Round(double value, ValueRange range, ScalarType type)
    {
        if (type == ScalarType.Float64) return value;
        float single = (float)value;
        if (single > range.High) single = float.BitDecrement(single);
        if (single < range.Low) single = float.BitIncrement(single);
        return single;
    }

    private static long Integer(KernelParameter parameter, Trial trial, ref SplitMix64 random)
    {
        (double typeLow, double typeHigh) = ElementRange.Limits(parameter.Scalar);
        double low = Math.Max(typeLow, Math.Ceiling(parameter.Range?.Low ?? typeLow));
        double high = Math.Min(typeHigh, Math.Floor(parameter.Range?.High ?? typeHigh));
        double value = trial.Class switch
        {
            TrialClass.Zeros => parameter.Range is null ? 0 : low,
            TrialClass.Ones => parameter.Range is null ? 1 : high,
            TrialClass.Extremes => (random.Next() & 1) == 0 ? low : high,
            _ => random.Between(ToLong(Math.Max(low, parameter.Range is null ? -128 : low)), ToLong(Math.Min(high, parameter.Range is null ? 127 : high))),
        };
        return ToLong(Math.Clamp(value, low, high));

        long ToLong(double number) => parameter.Scalar == ScalarType.UInt64 ? unchecked((long)(ulong)number) : (long)number;
    }
}
