namespace Autocomp;

/// <summary>Saturation and rounding as the accelerator does them, for kernels; ordinary host code with exactly these results.</summary>
public static class Quantize
{
    /// <summary>Converts to <c>float</c> (round to nearest even), multiplies, rounds to the nearest integer (ties to even), saturates to -128..127. NaN gives 0.</summary>
    /// <param name="value">The accumulated value.</param>
    /// <param name="scale">The factor.</param>
    /// <returns>The scaled value.</returns>
    public static sbyte ScaleToInt8(int value, float scale)
    {
        float rounded = MathF.Round(value * scale);
        if (float.IsNaN(rounded)) return 0;
        return (sbyte)Math.Clamp(rounded, -128f, 127f);
    }

    /// <summary>Saturates to -128..127.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>The nearest <c>sbyte</c>.</returns>
    public static sbyte SaturateToInt8(int value) => (sbyte)Math.Clamp(value, -128, 127);

    /// <summary>Divides by 2 to the power <paramref name="shift"/>, rounding to nearest, ties to even.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="shift">The shift count; like C#'s shifts it counts modulo 32.</param>
    /// <returns>The rounded quotient.</returns>
    public static int RoundingShiftRight(int value, int shift)
    {
        shift &= 31;
        int quotient = value >> shift;
        uint remainder = (uint)value & ((1u << shift) - 1);
        uint half = (1u << shift) >> 1;
        bool up = remainder > half || (remainder == half && half != 0 && (quotient & 1) != 0);
        return up ? quotient + 1 : quotient;
    }
}
