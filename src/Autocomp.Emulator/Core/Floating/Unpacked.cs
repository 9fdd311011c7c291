using System.Numerics;

namespace Autocomp.Emulator;

/// <summary>A floating-point number taken apart: a finite non-zero one is <c>Significand * 2^Exponent</c> with the significand's top bit at bit 63.</summary>
internal readonly struct Unpacked
{
    public Unpacked(FloatFormat format, ulong bits)
    {
        Negative = (bits & format.SignBit) != 0;
        ulong fraction = bits & format.FractionMask;
        int exponent = (int)(bits >> format.FractionBits) & format.MaxExponent;
        if (exponent == format.MaxExponent)
        {
            IsInfinity = fraction == 0;
            IsNaN = fraction != 0;
            IsSignaling = IsNaN && (fraction & format.QuietBit) == 0;
            return;
        }

        if (exponent == 0) exponent = 1;
        else fraction |= 1UL << format.FractionBits;
        IsZero = fraction == 0;
        if (IsZero) return;
        int shift = BitOperations.LeadingZeroCount(fraction);
        Significand = fraction << shift;
        Exponent = exponent - format.Bias - format.FractionBits - shift;
    }

    public bool Negative { get; }

    public bool IsZero { get; }

    public bool IsInfinity { get; }

    public bool IsNaN { get; }

    public bool IsSignaling { get; }

    public int Exponent { get; }

    public ulong Significand { get; }
}
