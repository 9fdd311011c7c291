namespace Autocomp.Emulator;

/// <summary>IEEE 754 arithmetic on raw bits, exact in value and flags for every rounding mode. Slow and plain: <see cref="FloatUnit"/> uses the host's arithmetic where that provably gives the same.</summary>
/// <remarks>Results and flags follow the RISC-V ISA manual: NaN results are canonical, tininess is detected after rounding.</remarks>
internal static class SoftFloat
{
    public static ulong Add(FloatFormat format, ulong a, ulong b, RoundingMode mode, ref int flags)
    {
        Unpacked x = new(format, a);
        Unpacked y = new(format, b);
        if (x.IsNaN || y.IsNaN) return NaN(format, x.IsSignaling || y.IsSignaling, ref flags);
        if (x.IsInfinity || y.IsInfinity)
        {
            if (x.IsInfinity && y.IsInfinity && x.Negative != y.Negative) return NaN(format, true, ref flags);
            return x.IsInfinity ? a : b;
        }

        return Rounding.Sum(
            format, x.Negative, x.Exponent - 62, (UInt128)x.Significand << 62, y.Negative, y.Exponent - 62, (UInt128)y.Significand << 62, mode, ref flags);
    }

    public static ulong Multiply(FloatFormat format, ulong a, ulong b, RoundingMode mode, ref int flags)
    {
        Unpacked x = new(format, a);
        Unpacked y = new(format, b);
        if (x.IsNaN || y.IsNaN) return NaN(format, x.IsSignaling || y.IsSignaling, ref flags);
        bool negative = x.Negative != y.Negative;
        if (x.IsInfinity || y.IsInfinity) return x.IsZero || y.IsZero ? NaN(format, true, ref flags) : Signed(format, negative, format.Infinity);
        return Rounding.Pack(format, negative, x.Exponent + y.Exponent, (UInt128)x.Significand * y.Significand, mode, ref flags);
    }

    public static ulong MultiplyAdd(FloatFormat format, ulong a, ulong b, ulong c, RoundingMode mode, ref int flags)
    {
        Unpacked x = new(format, a);
        Unpacked y = new(format, b);
        Unpacked z = new(format, c);
        bool undefined = (x.IsInfinity && y.IsZero) || (x.IsZero && y.IsInfinity);
        if (x.IsNaN || y.IsNaN || z.IsNaN || undefined)
            return NaN(format, undefined || x.IsSignaling || y.IsSignaling || z.IsSignaling, ref flags);
        bool negative = x.Negative != y.Negative;
        if (x.IsInfinity || y.IsInfinity)
            return z.IsInfinity && z.Negative != negative ? NaN(format, true, ref flags) : Signed(format, negative, format.Infinity);
        if (z.IsInfinity) return c;

        // The product has 106 significant bits at most, so two of its low zeros may go to make room for a carry.
        UInt128 product = (UInt128)x.Significand * y.Significand >> 2;
        return Rounding.Sum(
            format, negative, x.Exponent + y.Exponent + 2, product, z.Negative, z.Exponent - 62, (UInt128)z.Significand << 62, mode, ref flags);
    }

    public static ulong Divide(FloatFormat format, ulong a, ulong b, RoundingMode mode, ref int flags)
    {
        Unpacked x = new(format, a);
        Unpacked y = new(format, b);
        if (x.IsNaN || y.IsNaN) return NaN(format, x.IsSignaling || y.IsSignaling, ref flags);
        bool negative = x.Negative != y.Negative;
        if ((x.IsInfinity && y.IsInfinity) || (x.IsZero && y.IsZero)) return NaN(format, true, ref flags);
        if (x.IsInfinity) return Signed(format, negative, format.Infinity);
        if (y.IsInfinity || x.IsZero) return Signed(format, negative, 0);
        if (y.IsZero)
        {
            flags |= FloatFlags.DivideByZero;
            return Signed(format, negative, format.Infinity);
        }

        (UInt128 quotient, UInt128 rest) = UInt128.DivRem((UInt128)x.Significand << 63, y.Significand);
        quotient = quotient << 1 | (rest == 0 ? 0u : 1u);
        return Rounding.Pack(format, negative, x.Exponent - y.Exponent - 64, quotient, mode, ref flags);
    }

    public static ulong SquareRoot(FloatFormat format, ulong a, RoundingMode mode, ref int flags)
    {
        Unpacked x = new(format, a);
        if (x.IsNaN) return NaN(format, x.IsSignaling, ref flags);
        if (x.IsZero) return a;
        if (x.Negative) return NaN(format, true, ref flags);
        if (x.IsInfinity) return a;

        // An even exponent, and 62 or 63 more bits, so that the root has 63 or 64.
        int shift = (x.Exponent & 1) == 0 ? 62 : 63;
        UInt128 radicand = (UInt128)x.Significand << shift;
        UInt128 root = 0;
        for (int bit = 63; bit >= 0; bit--)
        {
            UInt128 trial = root | UInt128.One << bit;
            if (trial * trial <= radicand) root = trial;
        }

        UInt128 sticky = root * root == radicand ? 0u : 1u;
        return Rounding.Pack(format, false, (x.Exponent - shift) / 2 - 1, root << 1 | sticky, mode, ref flags);
    }

    public static ulong Convert(FloatFormat from, FloatFormat to, ulong a, RoundingMode mode, ref int flags)
    {
        Unpacked x = new(from, a);
        if (x.IsNaN) return NaN(to, x.IsSignaling, ref flags);
        if (x.IsInfinity) return Signed(to, x.Negative, to.Infinity);
        return Rounding.Pack(to, x.Negative, x.Exponent, x.Significand, mode, ref flags);
    }

    public static ulong FromInteger(FloatFormat format, bool negative, ulong magnitude, RoundingMode mode, ref int flags) =>
        Rounding.Pack(format, negative, 0, magnitude, mode, ref flags);

    /// <summary>To a signed or unsigned integer of 32 or 64 bits, sign-extended to 64; saturates with the invalid flag.</summary>
    public static ulong ToInteger(FloatFormat format, ulong a, bool signed, int width, RoundingMode mode, ref int flags)
    {
        Unpacked x = new(format, a);
        ulong most = signed ? (1UL << (width - 1)) - 1 : ulong.MaxValue >> (64 - width);
        ulong least = signed ? most + 1 : 0;
        bool negative = x.Negative && !x.IsNaN;
        ulong magnitude = 0;
        bool inexact = false;
        bool inRange = !x.IsNaN && !x.IsInfinity && Rounding.ToMagnitude(x, mode, out magnitude, out inexact) && magnitude <= (negative ? least : most);
        ulong value = negative ? 0 - magnitude : magnitude;
        if (inRange) flags |= inexact ? FloatFlags.Inexact : 0;
        else
        {
            flags |= FloatFlags.Invalid;
            value = negative ? 0 - least : most;
        }

        return width == 32 ? (ulong)(int)value : value;
    }

    /// <summary>-1, 0, 1, or 2 when either is a NaN.</summary>
    public static int Compare(FloatFormat format, ulong a, ulong b, bool quiet, ref int flags)
    {
        Unpacked x = new(format, a);
        Unpacked y = new(format, b);
        if (x.IsNaN || y.IsNaN)
        {
            if (!quiet || x.IsSignaling || y.IsSignaling) flags |= FloatFlags.Invalid;
            return 2;
        }

        if (x.IsZero && y.IsZero) return 0;
        if (x.Negative != y.Negative) return x.Negative ? -1 : 1;
        int order = a.CompareTo(b);
        return x.Negative ? -order : order;
    }

    /// <summary>minimumNumber or maximumNumber: -0 is below +0, a NaN gives way to a number.</summary>
    public static ulong MinMax(FloatFormat format, ulong a, ulong b, bool maximum, ref int flags)
    {
        Unpacked x = new(format, a);
        Unpacked y = new(format, b);
        if (x.IsSignaling || y.IsSignaling) flags |= FloatFlags.Invalid;
        if (x.IsNaN) return y.IsNaN ? format.CanonicalNaN : b;
        if (y.IsNaN) return a;
        bool aIsLess = x.Negative != y.Negative ? x.Negative : x.Negative ? a > b : a < b;
        return aIsLess != maximum ? a : b;
    }

    /// <summary>The ten-bit mask of <c>fclass</c>.</summary>
    public static ulong Classify(FloatFormat format, ulong a)
    {
        Unpacked x = new(format, a);
        if (x.IsNaN) return x.IsSignaling ? 1u << 8 : 1u << 9;
        int magnitude = x.IsInfinity ? 0 : x.IsZero ? 3 : (a & format.Infinity) == 0 ? 2 : 1;
        return 1UL << (x.Negative ? magnitude : 7 - magnitude);
    }

    private static ulong NaN(FloatFormat format, bool invalid, ref int flags)
    {
        if (invalid) flags |= FloatFlags.Invalid;
        return format.CanonicalNaN;
    }

    private static ulong Signed(FloatFormat format, bool negative, ulong magnitude) => negative ? magnitude | format.SignBit : magnitude;
}
