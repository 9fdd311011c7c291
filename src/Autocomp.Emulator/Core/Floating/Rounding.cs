namespace Autocomp.Emulator;

/// <summary>Sums, rounds and packs exact intermediate values.</summary>
internal static class Rounding
{
    /// <summary>Rounds a sum of two magnitudes that are zero or have their top bit at 123..125.</summary>
    public static ulong Sum(
        FloatFormat format, bool aNegative, int aExponent, UInt128 a, bool bNegative, int bExponent, UInt128 b, RoundingMode mode, ref int flags)
    {
        if (b == 0) (bExponent, bNegative) = (aExponent, a == 0 ? bNegative : aNegative);
        if (a == 0) (aExponent, aNegative) = (bExponent, b == 0 ? aNegative : bNegative);
        if (aExponent < bExponent) (aNegative, aExponent, a, bNegative, bExponent, b) = (bNegative, bExponent, b, aNegative, aExponent, a);

        // Bits fall off only when b is so much smaller that at most one bit of a cancels; one sticky bit then says all.
        b = ShiftRightJam(b, aExponent - bExponent);
        if (aNegative == bNegative) return Pack(format, aNegative, aExponent, a + b, mode, ref flags);
        if (a == b) return Pack(format, mode == RoundingMode.Down, aExponent, 0, mode, ref flags);
        return a > b ? Pack(format, aNegative, aExponent, a - b, mode, ref flags) : Pack(format, bNegative, aExponent, b - a, mode, ref flags);
    }

    /// <summary>Rounds <c>significand * 2^exponent</c> to a format. The lowest bit may be sticky if there are spare bits.</summary>
    public static ulong Pack(FloatFormat format, bool negative, int exponent, UInt128 significand, RoundingMode mode, ref int flags)
    {
        ulong sign = negative ? format.SignBit : 0;
        if (significand == 0) return sign;
        int length = 128 - (int)UInt128.LeadingZeroCount(significand);
        int precision = format.FractionBits + 1;
        int lowest = 1 - format.Bias - format.FractionBits;
        int unbounded = exponent + length - precision;
        int unit = Math.Max(unbounded, lowest);
        (ulong rounded, bool inexact) = RoundAt(significand, unit - exponent, negative, mode);
        if (inexact)
        {
            flags |= FloatFlags.Inexact;
            if (unbounded < lowest && IsTiny(significand, unbounded, exponent, precision, lowest, negative, mode)) flags |= FloatFlags.Underflow;
        }

        if (rounded == 1UL << precision)
        {
            rounded >>= 1;
            unit++;
        }

        if (rounded < 1UL << format.FractionBits) return sign | rounded;
        int biased = unit + format.FractionBits + format.Bias;
        if (biased < format.MaxExponent) return sign | (ulong)biased << format.FractionBits | (rounded & format.FractionMask);
        flags |= FloatFlags.Overflow | FloatFlags.Inexact;
        bool toInfinity = mode switch
        {
            RoundingMode.TowardZero => false,
            RoundingMode.Down => negative,
            RoundingMode.Up => !negative,
            _ => true,
        };
        return sign | (toInfinity ? format.Infinity : format.Infinity - 1);
    }

    /// <summary>Rounds a finite number to an integer magnitude. False when it needs more than 64 bits.</summary>
    public static bool ToMagnitude(Unpacked value, RoundingMode mode, out ulong magnitude, out bool inexact)
    {
        (magnitude, inexact) = (0, false);
        if (value.IsZero) return true;
        if (value.Exponent > 0) return false;
        (magnitude, inexact) = RoundAt(value.Significand, -value.Exponent, value.Negative, mode);
        return true;
    }

    /// <summary>Whether the value, rounded as if the exponent had no lower bound, is still below the smallest normal number.</summary>
    private static bool IsTiny(UInt128 significand, int unit, int exponent, int precision, int lowest, bool negative, RoundingMode mode)
    {
        if (unit < lowest - 1) return true;
        (ulong rounded, _) = RoundAt(significand, unit - exponent, negative, mode);
        return rounded != 1UL << precision;
    }

    /// <summary>Drops low bits with rounding; a negative count shifts left.</summary>
    private static (ulong Value, bool Inexact) RoundAt(UInt128 significand, int drop, bool negative, RoundingMode mode)
    {
        if (drop <= 0) return ((ulong)(significand << -drop), false);
        UInt128 kept = drop < 128 ? significand >> drop : 0;
        UInt128 rest = drop < 128 ? significand - (kept << drop) : significand;
        if (rest == 0) return ((ulong)kept, false);
        int half = drop > 128 ? -1 : rest.CompareTo(UInt128.One << (drop - 1));
        bool up = mode switch
        {
            RoundingMode.NearestEven => half > 0 || (half == 0 && (kept & 1) != 0),
            RoundingMode.NearestAway => half >= 0,
            RoundingMode.Down => negative,
            RoundingMode.Up => !negative,
            _ => false,
        };
        return ((ulong)kept + (up ? 1UL : 0), true);
    }

    private static UInt128 ShiftRightJam(UInt128 value, int count)
    {
        if (count == 0 || value == 0) return value;
        if (count > 127) return 1;
        UInt128 shifted = value >> count;
        return shifted << count == value ? shifted : shifted | 1;
    }
}
