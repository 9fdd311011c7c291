namespace Autocomp.Emulator;

/// <summary>What the int8 accelerator does to one value where it is not linear, for those who reason about it.</summary>
public static class ElementFunctions
{
    /// <summary>A value times a scale as on mvin and mvout: single precision, rounded to nearest even, saturated, then ReLU if asked for.</summary>
    /// <param name="value">An element or an accumulator value.</param>
    /// <param name="scale">The configured scale.</param>
    /// <param name="relu">Whether negative results become zero.</param>
    public static sbyte Scale(int value, float scale, bool relu)
    {
        sbyte scaled = Int8Arithmetic.Saturate(value * scale);
        return relu && scaled < 0 ? (sbyte)0 : scaled;
    }

    /// <summary>A result of the array as it goes to the scratchpad: shifted right, rounded to nearest even, saturated, then ReLU if asked for.</summary>
    /// <param name="value">The result.</param>
    /// <param name="shift">The configured shift.</param>
    /// <param name="relu">Whether negative results become zero.</param>
    public static sbyte Shift(int value, int shift, bool relu) =>
        (sbyte)Math.Clamp(Int8Arithmetic.RoundingShift(value, shift), relu ? 0 : sbyte.MinValue, sbyte.MaxValue);
}
