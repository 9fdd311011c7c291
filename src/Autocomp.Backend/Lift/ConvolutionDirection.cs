using System.Numerics;

namespace Autocomp.Backend.Lift;

/// <summary>Rows or columns of a convolution: the loop over pixels and the loop over kernel positions that move along them.</summary>
/// <param name="Output">Loop over pixels, or null for one.</param>
/// <param name="Tap">Loop over kernel positions, or null for one.</param>
/// <param name="Axis">What they make up.</param>
/// <param name="Unit">Elements from one input position to the next.</param>
/// <param name="Start">Elements from where both loops begin to input position 0.</param>
/// <param name="Guard">The guard that says which positions are inside the input, or -1.</param>
internal sealed record ConvolutionDirection(ConvolutionLoop? Output, ConvolutionLoop? Tap, ConvolutionAxis Axis, long Unit, long Start, int Guard)
{
    /// <summary>How far apart things are, in input positions; one more for a window that does not move.</summary>
    public long Strides => (long)Axis.Stride + Axis.Dilation + (Tap is not null && Output is null ? 1 : 0);

    /// <summary>Whether windows of several positions move along it.</summary>
    public bool IsWindow => Output is not null && Tap is not null;

    /// <summary>The direction that two loops make up, or null.</summary>
    /// <param name="output">Loop over pixels, or null.</param>
    /// <param name="tap">Loop over kernel positions, or null.</param>
    /// <param name="limits">Limits of each guard.</param>
    public static ConvolutionDirection? Of(ConvolutionLoop? output, ConvolutionLoop? tap, (Int128 Low, Int128 High)[] limits)
    {
        int[] guards = [.. Enumerable.Range(0, limits.Length).Where(guard => output?.Guards[guard] is not (null or 0) || tap?.Guards[guard] is not (null or 0))];
        long outputs = output?.Count ?? 1, taps = tap?.Count ?? 1, forOutput = output?.X ?? 0, forTap = tap?.X ?? 0;
        if (guards.Length > 1 || forOutput < 0 || forTap < 0 || outputs > int.MaxValue || taps > int.MaxValue)
        {
            return null;
        }

        return guards is [var guard]
            ? Guarded(output, tap, (int)outputs, (int)taps, guard, limits[guard])
            : Free(output, tap, (int)outputs, (int)taps, forOutput, forTap);
    }

    /// <summary>Whether this and the other direction account for every guard.</summary>
    /// <param name="other">The other direction.</param>
    /// <param name="guards">How many guards there are.</param>
    public bool Explains(ConvolutionDirection other, int guards) =>
        Enumerable.Range(0, guards).All(guard => (Guard == guard) != (other.Guard == guard));

    private static ConvolutionDirection? Free(ConvolutionLoop? output, ConvolutionLoop? tap, int outputs, int taps, long forOutput, long forTap)
    {
        if ((output is not null && forOutput == 0) || (tap is not null && forTap == 0))
        {
            return null;
        }

        long unit = Math.Max(1, (long)BigInteger.GreatestCommonDivisor(forOutput, forTap));
        return Axes(outputs, taps, Math.Max(1, forOutput / unit), Math.Max(1, forTap / unit), 0, null) is { } axis ? new(output, tap, axis, unit, 0, -1) : null;
    }

    private static ConvolutionDirection? Guarded(ConvolutionLoop? output, ConvolutionLoop? tap, int outputs, int taps, int guard, (Int128 Low, Int128 High) limits)
    {
        long forOutput = output?.Guards[guard] ?? 0, forTap = tap?.Guards[guard] ?? 0;
        if (forOutput < 0 || forTap < 0)
        {
            (forOutput, forTap, limits) = (-forOutput, -forTap, (-limits.High, -limits.Low));
        }

        long step = output is not null ? forOutput : forTap, moved = output?.X ?? tap!.X;
        if (step <= 0 || moved % step != 0)
        {
            return null;
        }

        long unit = moved / step;
        if (unit <= 0 || (tap is not null && (forTap <= 0 || tap.X != unit * forTap)) || (output is not null && output.X != unit * forOutput)
            || limits.Low < 0 || limits.High < limits.Low || limits.High - limits.Low >= int.MaxValue || limits.Low > int.MaxValue)
        {
            return null;
        }

        int inputs = (int)(limits.High - limits.Low + 1);
        return Axes(outputs, taps, Math.Max(1, forOutput), Math.Max(1, forTap), (int)limits.Low, inputs) is { } axis ? new(output, tap, axis, unit, unit * (long)limits.Low, guard) : null;
    }

    private static ConvolutionAxis? Axes(int outputs, int taps, long stride, long dilation, int padding, int? inputs)
    {
        long end = (outputs - 1) * stride + (taps - 1) * dilation - padding + 1;
        if (stride > int.MaxValue || dilation > int.MaxValue || end > int.MaxValue)
        {
            return null;
        }

        return new(outputs, taps, inputs ?? (int)end, (int)stride, (int)dilation, padding);
    }
}
