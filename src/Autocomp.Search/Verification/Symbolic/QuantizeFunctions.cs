namespace Autocomp.Search.Verification.Symbolic;

/// <summary>The helpers of <c>Autocomp.Quantize</c> that stay one node in the tree, by their documented contract.</summary>
internal static class QuantizeFunctions
{
    /// <summary>Converts to float, multiplies, rounds to nearest even, saturates; NaN gives 0.</summary>
    public static sbyte ScaleToInt8(int value, float scale)
    {
        float rounded = MathF.Round(value * scale, MidpointRounding.ToEven);
        return float.IsNaN(rounded) ? (sbyte)0 : (sbyte)Math.Clamp(rounded, sbyte.MinValue, sbyte.MaxValue);
    }

    /// <summary>Saturates.</summary>
    public static sbyte SaturateToInt8(int value) => (sbyte)Math.Clamp(value, sbyte.MinValue, sbyte.MaxValue);

    /// <summary>Divides by a power of two, rounding to nearest even.</summary>
    public static int RoundingShiftRight(int value, int shift)
    {
        double quotient = Math.ScaleB(value, -(shift & 31));
        return (int)Math.Round(quotient, MidpointRounding.ToEven);
    }
}
