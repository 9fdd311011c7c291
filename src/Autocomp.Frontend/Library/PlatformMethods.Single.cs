using System;
using System.Numerics;

namespace Autocomp.Frontend.Library;

/// <summary>Those of <c>float</c>.</summary>
internal static partial class PlatformMethods
{
    public static bool IsNaN(float d) => d != d;

    public static bool IsRealNumber(float value) => value == value;

    public static bool IsFinite(float d) => MathF.Abs(d) < float.PositiveInfinity;

    public static bool IsInfinity(float d) => MathF.Abs(d) == float.PositiveInfinity;

    public static bool IsPositiveInfinity(float d) => d == float.PositiveInfinity;

    public static bool IsNegativeInfinity(float d) => d == float.NegativeInfinity;

    public static bool IsNormal(float d) => MathF.Abs(d) >= 1.17549435E-38f && MathF.Abs(d) < float.PositiveInfinity;

    public static bool IsSubnormal(float d) => d != 0 && MathF.Abs(d) < 1.17549435E-38f;

    public static bool IsNegative(float d) => BitConverter.SingleToInt32Bits(d) < 0;

    public static bool IsPositive(float value) => BitConverter.SingleToInt32Bits(value) >= 0;

    public static bool IsInteger(float value) => MathF.Abs(value) < float.PositiveInfinity && value == MathF.Truncate(value);

    public static bool IsEvenInteger(float value) => IsInteger(value) && IsInteger(value * 0.5f);

    public static bool IsOddInteger(float value) => IsInteger(value) && !IsInteger(value * 0.5f);

    public static bool IsPow2(float value) => value > 0 && value < float.PositiveInfinity &&
        IsPow2(value < 1.17549435E-38f ? BitConverter.SingleToInt32Bits(value) : (BitConverter.SingleToInt32Bits(value) & 0x7FFFFF) + 0x7FFFFF + 1);

    public static int Sign(float value)
    {
        if (value != value) throw new ArithmeticException("Math.Sign: not a number");
        return value < 0 ? -1 : value > 0 ? 1 : 0;
    }

    public static float Round(float x, MidpointRounding mode)
    {
        if (mode is < MidpointRounding.ToEven or > MidpointRounding.ToPositiveInfinity) throw new ArgumentException("Math.Round: unknown mode");
        return mode == MidpointRounding.ToEven ? MathF.Round(x) : mode == MidpointRounding.ToZero ? MathF.Truncate(x) :
            mode == MidpointRounding.ToNegativeInfinity ? MathF.Floor(x) : mode == MidpointRounding.ToPositiveInfinity ? MathF.Ceiling(x) : RoundAwayFromZero(x);
    }

    public static float MaxMagnitude(float x, float y) => MathF.Abs(x) == MathF.Abs(y) ? MathF.Max(x, y) : MathF.Abs(x) > MathF.Abs(y) || x != x ? x : y;

    public static float MinMagnitude(float x, float y) => MathF.Abs(x) == MathF.Abs(y) ? MathF.Min(x, y) : MathF.Abs(x) < MathF.Abs(y) || x != x ? x : y;

    public static float MaxMagnitudeNumber(float x, float y) => MathF.Abs(x) == MathF.Abs(y) ? MathF.Max(x, y) : MathF.Abs(x) > MathF.Abs(y) || y != y ? x : y;

    public static float MinMagnitudeNumber(float x, float y) => MathF.Abs(x) == MathF.Abs(y) ? MathF.Min(x, y) : MathF.Abs(x) < MathF.Abs(y) || y != y ? x : y;

    public static float MaxNumber(float x, float y) => x != x ? y : y != y ? x : MathF.Max(x, y);

    public static float MinNumber(float x, float y) => x != x ? y : y != y ? x : MathF.Min(x, y);

    public static float BitIncrement(float x) => !(x < float.PositiveInfinity) ? x : x == 0 ? float.Epsilon : BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x) + (x > 0 ? 1 : -1));

    public static float BitDecrement(float x) => -BitIncrement(-x);

    public static int ILogB(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(MathF.Abs(x));
        return bits == 0 ? int.MinValue : !(MathF.Abs(x) < float.PositiveInfinity) ? int.MaxValue :
            bits > 0x7FFFFF ? (bits >> 23) - 127 : -118 - BitOperations.LeadingZeroCount((uint)bits);
    }

    // Up is exact until it overflows. Down, a step that rounds is so far below one that the last gives zero either way.
    public static float ScaleB(float x, int n)
    {
        float value = x;
        int rest = Math.Clamp(n, -600, 600);
        for (; rest > 127; rest -= 127) value *= 1.7014118E38f;
        for (; rest < 1 - 127; rest += 102) value *= 1.9721523E-31f;
        return value * BitConverter.Int32BitsToSingle((int)(rest + 127) << 23);
    }

    // Both remainders around zero are exact where they decide; a tie goes to the even quotient, which is exact then.
    public static float IEEERemainder(float x, float y)
    {
        float rest = x % y, size = MathF.Abs(rest), other = MathF.Abs(y) - size;
        bool below = size < other || (size == other && IsEvenInteger(MathF.Truncate(x / y)));
        return below ? rest : rest - MathF.CopySign(y, x);
    }

    public static float Ieee754Remainder(float left, float right) => IEEERemainder(left, right);

    // What the truncated value lacks is exact, and at least a half moves it on.
    private static float RoundAwayFromZero(float x)
    {
        float whole = MathF.Truncate(x);
        return MathF.Abs(x - whole) >= 0.5f ? whole + MathF.CopySign(1, x) : whole;
    }
}
