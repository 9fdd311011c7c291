using System;
using System.Numerics;

namespace Autocomp.Frontend.Library;

/// <summary>Those of <c>double</c>.</summary>
internal static partial class PlatformMethods
{
    public static bool IsNaN(double d) => d != d;

    public static bool IsRealNumber(double value) => value == value;

    public static bool IsFinite(double d) => Math.Abs(d) < double.PositiveInfinity;

    public static bool IsInfinity(double d) => Math.Abs(d) == double.PositiveInfinity;

    public static bool IsPositiveInfinity(double d) => d == double.PositiveInfinity;

    public static bool IsNegativeInfinity(double d) => d == double.NegativeInfinity;

    public static bool IsNormal(double d) => Math.Abs(d) >= 2.2250738585072014E-308 && Math.Abs(d) < double.PositiveInfinity;

    public static bool IsSubnormal(double d) => d != 0 && Math.Abs(d) < 2.2250738585072014E-308;

    public static bool IsNegative(double d) => BitConverter.DoubleToInt64Bits(d) < 0;

    public static bool IsPositive(double value) => BitConverter.DoubleToInt64Bits(value) >= 0;

    public static bool IsInteger(double value) => Math.Abs(value) < double.PositiveInfinity && value == Math.Truncate(value);

    public static bool IsEvenInteger(double value) => IsInteger(value) && IsInteger(value * 0.5);

    public static bool IsOddInteger(double value) => IsInteger(value) && !IsInteger(value * 0.5);

    public static bool IsPow2(double value) => value > 0 && value < double.PositiveInfinity &&
        IsPow2(value < 2.2250738585072014E-308 ? BitConverter.DoubleToInt64Bits(value) : (BitConverter.DoubleToInt64Bits(value) & 0xFFFFFFFFFFFFF) + 0xFFFFFFFFFFFFF + 1);

    public static int Sign(double value)
    {
        if (value != value) throw new ArithmeticException("Math.Sign: not a number");
        return value < 0 ? -1 : value > 0 ? 1 : 0;
    }

    public static double Round(double x, MidpointRounding mode)
    {
        if (mode is < MidpointRounding.ToEven or > MidpointRounding.ToPositiveInfinity) throw new ArgumentException("Math.Round: unknown mode");
        return mode == MidpointRounding.ToEven ? Math.Round(x) : mode == MidpointRounding.ToZero ? Math.Truncate(x) :
            mode == MidpointRounding.ToNegativeInfinity ? Math.Floor(x) : mode == MidpointRounding.ToPositiveInfinity ? Math.Ceiling(x) : RoundAwayFromZero(x);
    }

    public static double MaxMagnitude(double x, double y) => Math.Abs(x) == Math.Abs(y) ? Math.Max(x, y) : Math.Abs(x) > Math.Abs(y) || x != x ? x : y;

    public static double MinMagnitude(double x, double y) => Math.Abs(x) == Math.Abs(y) ? Math.Min(x, y) : Math.Abs(x) < Math.Abs(y) || x != x ? x : y;

    public static double MaxMagnitudeNumber(double x, double y) => Math.Abs(x) == Math.Abs(y) ? Math.Max(x, y) : Math.Abs(x) > Math.Abs(y) || y != y ? x : y;

    public static double MinMagnitudeNumber(double x, double y) => Math.Abs(x) == Math.Abs(y) ? Math.Min(x, y) : Math.Abs(x) < Math.Abs(y) || y != y ? x : y;

    public static double MaxNumber(double x, double y) => x != x ? y : y != y ? x : Math.Max(x, y);

    public static double MinNumber(double x, double y) => x != x ? y : y != y ? x : Math.Min(x, y);

    public static double BitIncrement(double x) => !(x < double.PositiveInfinity) ? x : x == 0 ? double.Epsilon : BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) + (x > 0 ? 1 : -1));

    public static double BitDecrement(double x) => -BitIncrement(-x);

    public static int ILogB(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        return bits == 0 ? int.MinValue : !(Math.Abs(x) < double.PositiveInfinity) ? int.MaxValue :
            bits > 0xFFFFFFFFFFFFF ? (int)(bits >> 52) - 1023 : -1011 - BitOperations.LeadingZeroCount((ulong)bits);
    }

    // Up is exact until it overflows. Down, a step that rounds is so far below one that the last gives zero either way.
    public static double ScaleB(double x, int n)
    {
        double value = x;
        int rest = Math.Clamp(n, -4200, 4200);
        for (; rest > 1023; rest -= 1023) value *= 8.98846567431158E307;
        for (; rest < 1 - 1023; rest += 969) value *= 2.004168360008973E-292;
        return value * BitConverter.Int64BitsToDouble((long)(rest + 1023) << 52);
    }

    // Both remainders around zero are exact where they decide; a tie goes to the even quotient, which is exact then.
    public static double IEEERemainder(double x, double y)
    {
        double rest = x % y, size = Math.Abs(rest), other = Math.Abs(y) - size;
        bool below = size < other || (size == other && IsEvenInteger(Math.Truncate(x / y)));
        return below ? rest : rest - Math.CopySign(y, x);
    }

    public static double Ieee754Remainder(double left, double right) => IEEERemainder(left, right);

    // What the truncated value lacks is exact, and at least a half moves it on.
    private static double RoundAwayFromZero(double x)
    {
        double whole = Math.Truncate(x);
        return Math.Abs(x - whole) >= 0.5 ? whole + Math.CopySign(1, x) : whole;
    }
}
