using System.Runtime.CompilerServices;

namespace Autocomp.Emulator;

/// <summary>Floating-point instructions on raw register bits. Uses the host's arithmetic where it gives the same value and flags, else <see cref="SoftFloat"/>.</summary>
/// <remarks>
/// The host's result counts when it is normal and not the smallest normal (then neither overflow nor underflow nor an invalid operation can have happened),
/// and either it is exact, or rounding is to nearest even and the inexact flag is already set, so that nothing is to be found out about it.
/// </remarks>
internal static class FloatUnit
{
    private const ulong Box = 0xffffffff_00000000;

    /// <summary>A register read as a single: not NaN-boxed reads as the canonical NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Unbox(ulong register) => register >= Box ? (uint)register : 0x7fc00000;

    /// <summary>A single as a register holds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Boxed(uint single) => Box | single;

    public static ulong AddDouble(ref int flags, ulong a, ulong b, RoundingMode mode)
    {
        ulong result = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(a) + BitConverter.UInt64BitsToDouble(b));
        return IsPlain(result, flags, mode) || Exactness.OfSum(a, b, result) ? result : SoftFloat.Add(FloatFormat.Double, a, b, mode, ref flags);
    }

    public static ulong SubtractDouble(ref int flags, ulong a, ulong b, RoundingMode mode)
    {
        ulong result = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(a) - BitConverter.UInt64BitsToDouble(b));
        return IsPlain(result, flags, mode) || Exactness.OfSum(a, b ^ FloatFormat.Double.SignBit, result) ? result : SoftFloat.Add(FloatFormat.Double, a, b ^ FloatFormat.Double.SignBit, mode, ref flags);
    }

    public static ulong MultiplyDouble(ref int flags, ulong a, ulong b, RoundingMode mode)
    {
        ulong result = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(a) * BitConverter.UInt64BitsToDouble(b));
        return IsPlain(result, flags, mode) || Exactness.OfProduct(a, b, result) ? result : SoftFloat.Multiply(FloatFormat.Double, a, b, mode, ref flags);
    }

    public static ulong DivideDouble(ref int flags, ulong a, ulong b, RoundingMode mode)
    {
        ulong result = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(a) / BitConverter.UInt64BitsToDouble(b));
        return IsPlain(result, flags, mode) ? result : SoftFloat.Divide(FloatFormat.Double, a, b, mode, ref flags);
    }

    public static ulong SquareRootDouble(ref int flags, ulong a, RoundingMode mode)
    {
        ulong result = BitConverter.DoubleToUInt64Bits(Math.Sqrt(BitConverter.UInt64BitsToDouble(a)));
        return IsPlain(result, flags, mode) ? result : SoftFloat.SquareRoot(FloatFormat.Double, a, mode, ref flags);
    }

    /// <summary><c>±(a * b) ± c</c> in one rounding.</summary>
    public static ulong MultiplyAddDouble(ref int flags, ulong a, ulong b, ulong c, bool negateProduct, bool negateSum, RoundingMode mode)
    {
        if (negateProduct) a = a ^ FloatFormat.Double.SignBit;
        if (negateSum) c = c ^ FloatFormat.Double.SignBit;
        ulong result = BitConverter.DoubleToUInt64Bits(Math.FusedMultiplyAdd(
            BitConverter.UInt64BitsToDouble(a), BitConverter.UInt64BitsToDouble(b), BitConverter.UInt64BitsToDouble(c)));
        return IsPlain(result, flags, mode) ? result : SoftFloat.MultiplyAdd(FloatFormat.Double, a, b, c, mode, ref flags);
    }

    public static ulong AddSingle(ref int flags, ulong a, ulong b, RoundingMode mode)
    {
        uint x = Unbox(a);
        uint y = Unbox(b);
        uint result = BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(x) + BitConverter.UInt32BitsToSingle(y));
        return Boxed(IsPlain(result, flags, mode) || Exactness.OfSum(x, y, result) ? result : (uint)SoftFloat.Add(FloatFormat.Single, x, y, mode, ref flags));
    }

    public static ulong SubtractSingle(ref int flags, ulong a, ulong b, RoundingMode mode)
    {
        uint x = Unbox(a);
        uint y = Unbox(b);
        uint result = BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(x) - BitConverter.UInt32BitsToSingle(y));
        return Boxed(IsPlain(result, flags, mode) || Exactness.OfSum(x, y ^ 0x80000000, result)
            ? result
            : (uint)SoftFloat.Add(FloatFormat.Single, x, y ^ 0x80000000, mode, ref flags));
    }

    public static ulong MultiplySingle(ref int flags, ulong a, ulong b, RoundingMode mode)
    {
        uint x = Unbox(a);
        uint y = Unbox(b);
        uint result = BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(x) * BitConverter.UInt32BitsToSingle(y));
        return Boxed(IsPlain(result, flags, mode) || Exactness.OfProduct(x, y, result) ? result : (uint)SoftFloat.Multiply(FloatFormat.Single, x, y, mode, ref flags));
    }

    public static ulong DivideSingle(ref int flags, ulong a, ulong b, RoundingMode mode)
    {
        uint x = Unbox(a);
        uint y = Unbox(b);
        uint result = BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(x) / BitConverter.UInt32BitsToSingle(y));
        return Boxed(IsPlain(result, flags, mode) ? result : (uint)SoftFloat.Divide(FloatFormat.Single, x, y, mode, ref flags));
    }

    public static ulong SquareRootSingle(ref int flags, ulong a, RoundingMode mode)
    {
        uint x = Unbox(a);
        uint result = BitConverter.SingleToUInt32Bits(MathF.Sqrt(BitConverter.UInt32BitsToSingle(x)));
        return Boxed(IsPlain(result, flags, mode) ? result : (uint)SoftFloat.SquareRoot(FloatFormat.Single, x, mode, ref flags));
    }

    /// <summary><c>±(a * b) ± c</c> in one rounding.</summary>
    public static ulong MultiplyAddSingle(ref int flags, ulong a, ulong b, ulong c, bool negateProduct, bool negateSum, RoundingMode mode)
    {
        uint x = Unbox(a);
        uint y = Unbox(b);
        uint z = Unbox(c);
        if (negateProduct) x = x ^ 0x80000000;
        if (negateSum) z = z ^ 0x80000000;
        uint result = BitConverter.SingleToUInt32Bits(MathF.FusedMultiplyAdd(
            BitConverter.UInt32BitsToSingle(x), BitConverter.UInt32BitsToSingle(y), BitConverter.UInt32BitsToSingle(z)));
        return Boxed(IsPlain(result, flags, mode) || Exactness.OfProductSum(x, y, z, result) ? result : (uint)SoftFloat.MultiplyAdd(FloatFormat.Single, x, y, z, mode, ref flags));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(ulong result, int flags, RoundingMode mode) =>
        mode == RoundingMode.NearestEven && (flags & FloatFlags.Inexact) != 0 && (result >> 52 & 0x7ff) - 2 < 0x7fd;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(uint result, int flags, RoundingMode mode) =>
        mode == RoundingMode.NearestEven && (flags & FloatFlags.Inexact) != 0 && (result >> 23 & 0xff) - 2 < 0xfd;
}
