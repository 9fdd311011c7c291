using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Search.Verification;

/// <summary>Amplitude of the inputs and value of the output scale at which scaled results land on both sides of the saturation limits.</summary>
/// <param name="Amplitude">Elements are drawn from -Amplitude..Amplitude.</param>
/// <param name="Scale">The scale parameter's value, or null when there is none.</param>
/// <param name="Spread">Standard deviation of an unscaled sum.</param>
internal readonly record struct TrialScale(double Amplitude, double? Scale, double Spread)
{
    // 127 is 1.6 standard deviations: about one result in ten saturates.
    private const double WantedDeviation = 80;

    /// <summary>For an operation whose results are narrowed; anything else gets the type's whole range.</summary>
    /// <param name="operation">The lifted operation, or null.</param>
    /// <param name="fullAmplitude">Largest value of the element type.</param>
    public static TrialScale For(TensorOperation? operation, double fullAmplitude)
    {
        ResultSum[] sums = [.. (operation?.ResultSums ?? []).Where(s => s.Epilogue.Narrow)];
        // A sum of a few elements reaches the limits at any amplitude; the products beside it decide.
        ResultSum? sum = Array.Find(sums, s => s.Depth > 0 && s.Epilogue.ScaleParameter is null) ?? Array.Find(sums, s => s.Depth > 0);
        return sum is null ? new(fullAmplitude, null, fullAmplitude) : For(sum, fullAmplitude);
    }

    /// <summary>For one narrowed sum.</summary>
    /// <param name="sum">The sum; one without products gets the type's whole range.</param>
    /// <param name="fullAmplitude">Largest value of the element type.</param>
    public static TrialScale For(ResultSum sum, double fullAmplitude)
    {
        if (!sum.Epilogue.Narrow) return new(fullAmplitude, null, fullAmplitude);
        if (sum.Depth == 0) return new(fullAmplitude, sum.Epilogue.ScaleParameter is null ? null : 0.5, fullAmplitude);
        double depth = Math.Sqrt(sum.Depth);
        if (sum.Epilogue.ScaleParameter is not { } parameter)
            return AtScale(Math.Abs(sum.Epilogue.ScaleConstant), null, depth, fullAmplitude);
        double spread = Deviation(fullAmplitude, depth);
        ValueRange range = parameter.Range ?? new ValueRange(0, double.PositiveInfinity);
        double scale = WantedDeviation / spread;
        if (scale < range.Low) return AtScale(range.Low, range.Low, depth, fullAmplitude);
        return new(fullAmplitude, Math.Min(scale, range.High), spread);
    }

    private static TrialScale AtScale(double scale, double? value, double depth, double fullAmplitude)
    {
        double amplitude = scale == 0 ? fullAmplitude : Math.Sqrt(3 * WantedDeviation / (scale * depth));
        amplitude = Math.Clamp(amplitude, 1, fullAmplitude);
        return new(amplitude, value, Deviation(amplitude, depth));
    }

    // A uniform value of -a..a has variance a^2/3.
    private static double Deviation(double amplitude, double depth) => amplitude * amplitude / 3 * depth;
}
