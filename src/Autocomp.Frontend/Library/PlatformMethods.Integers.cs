using System;
using System.Numerics;

namespace Autocomp.Frontend.Library;

/// <summary>Library functions as methods of the kernel language: a call of the platform's method is lowered as a call of the method here with the same name and
/// parameters. The result of some has another type than here and the same value.</summary>
/// <remarks>Never compiled into an assembly: the front end carries the text, and tests compare each method with the platform's.</remarks>
internal static partial class PlatformMethods
{
    // Quotient and remainder.
    public static (sbyte Quotient, sbyte Remainder) DivRem(sbyte left, sbyte right) => ((sbyte)(left / right), (sbyte)(left % right));
    public static (byte Quotient, byte Remainder) DivRem(byte left, byte right) => ((byte)(left / right), (byte)(left % right));
    public static (short Quotient, short Remainder) DivRem(short left, short right) => ((short)(left / right), (short)(left % right));
    public static (ushort Quotient, ushort Remainder) DivRem(ushort left, ushort right) => ((ushort)(left / right), (ushort)(left % right));
    public static (int Quotient, int Remainder) DivRem(int left, int right)
    {
        int quotient = left / right;
        return (quotient, left - (quotient * right));
    }

    public static (uint Quotient, uint Remainder) DivRem(uint left, uint right)
    {
        uint quotient = left / right;
        return (quotient, left - (quotient * right));
    }

    public static (long Quotient, long Remainder) DivRem(long left, long right)
    {
        long quotient = left / right;
        return (quotient, left - (quotient * right));
    }

    public static (ulong Quotient, ulong Remainder) DivRem(ulong left, ulong right)
    {
        ulong quotient = left / right;
        return (quotient, left - (quotient * right));
    }

    public static int DivRem(int a, int b, out int result)
    {
        int quotient = a / b;
        result = a - (quotient * b);
        return quotient;
    }

    public static long DivRem(long a, long b, out long result)
    {
        long quotient = a / b;
        result = a - (quotient * b);
        return quotient;
    }

    // Products of twice the width.
    public static long BigMul(int a, int b) => (long)a * b;
    public static ulong BigMul(uint a, uint b) => (ulong)a * b;

    public static ulong BigMul(ulong a, ulong b, out ulong low)
    {
        ulong lows = (ulong)(uint)a * (uint)b, cross = ((a >> 32) * (uint)b) + (lows >> 32), other = ((a & uint.MaxValue) * (b >> 32)) + (cross & uint.MaxValue);
        low = a * b;
        return ((a >> 32) * (b >> 32)) + (cross >> 32) + (other >> 32);
    }

    public static long BigMul(long a, long b, out long low)
    {
        ulong high = BigMul((ulong)a, (ulong)b, out ulong bits);
        low = (long)bits;
        return (long)high - ((a >> 63) & b) - ((b >> 63) & a);
    }

    // Signs and magnitudes.
    public static int Sign(sbyte value) => value < 0 ? -1 : value > 0 ? 1 : 0;
    public static int Sign(byte value) => value == 0 ? 0 : 1;
    public static int Sign(short value) => value < 0 ? -1 : value > 0 ? 1 : 0;
    public static int Sign(ushort value) => value == 0 ? 0 : 1;
    public static int Sign(int value) => value < 0 ? -1 : value > 0 ? 1 : 0;
    public static int Sign(uint value) => value == 0 ? 0 : 1;
    public static int Sign(long value) => value < 0 ? -1 : value > 0 ? 1 : 0;
    public static int Sign(ulong value) => value == 0 ? 0 : 1;
    public static bool IsNegative(sbyte value) => value < 0;
    public static bool IsNegative(short value) => value < 0;
    public static bool IsNegative(int value) => value < 0;
    public static bool IsNegative(long value) => value < 0;
    public static bool IsPositive(sbyte value) => value >= 0;
    public static bool IsPositive(short value) => value >= 0;
    public static bool IsPositive(int value) => value >= 0;
    public static bool IsPositive(long value) => value >= 0;
    public static bool IsEvenInteger(sbyte value) => (value & 1) == 0;
    public static bool IsEvenInteger(byte value) => (value & 1) == 0;
    public static bool IsEvenInteger(short value) => (value & 1) == 0;
    public static bool IsEvenInteger(ushort value) => (value & 1) == 0;
    public static bool IsEvenInteger(int value) => (value & 1) == 0;
    public static bool IsEvenInteger(uint value) => (value & 1) == 0;
    public static bool IsEvenInteger(long value) => (value & 1) == 0;
    public static bool IsEvenInteger(ulong value) => (value & 1) == 0;
    public static bool IsOddInteger(sbyte value) => (value & 1) != 0;
    public static bool IsOddInteger(byte value) => (value & 1) != 0;
    public static bool IsOddInteger(short value) => (value & 1) != 0;
    public static bool IsOddInteger(ushort value) => (value & 1) != 0;
    public static bool IsOddInteger(int value) => (value & 1) != 0;
    public static bool IsOddInteger(uint value) => (value & 1) != 0;
    public static bool IsOddInteger(long value) => (value & 1) != 0;
    public static bool IsOddInteger(ulong value) => (value & 1) != 0;
    public static sbyte CopySign(sbyte value, sbyte sign)
    {
        sbyte size = value < 0 ? (sbyte)-value : value;
        if (sign >= 0 && size < 0) throw new OverflowException("arithmetic overflow");
        return sign >= 0 ? size : (sbyte)-size;
    }

    public static short CopySign(short value, short sign)
    {
        short size = value < 0 ? (short)-value : value;
        if (sign >= 0 && size < 0) throw new OverflowException("arithmetic overflow");
        return sign >= 0 ? size : (short)-size;
    }

    public static int CopySign(int value, int sign)
    {
        int size = value < 0 ? -value : value;
        if (sign >= 0 && size < 0) throw new OverflowException("arithmetic overflow");
        return sign >= 0 ? size : -size;
    }

    public static long CopySign(long value, long sign)
    {
        long size = value < 0 ? -value : value;
        if (sign >= 0 && size < 0) throw new OverflowException("arithmetic overflow");
        return sign >= 0 ? size : -size;
    }

    // Negative, so that the smallest value has one; of two of one size the positive one.
    public static sbyte MaxMagnitude(sbyte x, sbyte y) => (x < 0 ? x : -x) == (y < 0 ? y : -y) ? Math.Max(x, y) : (x < 0 ? x : -x) < (y < 0 ? y : -y) ? x : y;
    public static short MaxMagnitude(short x, short y) => (x < 0 ? x : -x) == (y < 0 ? y : -y) ? Math.Max(x, y) : (x < 0 ? x : -x) < (y < 0 ? y : -y) ? x : y;
    public static int MaxMagnitude(int x, int y) => (x < 0 ? x : -x) == (y < 0 ? y : -y) ? Math.Max(x, y) : (x < 0 ? x : -x) < (y < 0 ? y : -y) ? x : y;
    public static long MaxMagnitude(long x, long y) => (x < 0 ? x : -x) == (y < 0 ? y : -y) ? Math.Max(x, y) : (x < 0 ? x : -x) < (y < 0 ? y : -y) ? x : y;
    public static sbyte MinMagnitude(sbyte x, sbyte y) => (x < 0 ? x : -x) == (y < 0 ? y : -y) ? Math.Min(x, y) : (x < 0 ? x : -x) > (y < 0 ? y : -y) ? x : y;
    public static short MinMagnitude(short x, short y) => (x < 0 ? x : -x) == (y < 0 ? y : -y) ? Math.Min(x, y) : (x < 0 ? x : -x) > (y < 0 ? y : -y) ? x : y;
    public static int MinMagnitude(int x, int y) => (x < 0 ? x : -x) == (y < 0 ? y : -y) ? Math.Min(x, y) : (x < 0 ? x : -x) > (y < 0 ? y : -y) ? x : y;
    public static long MinMagnitude(long x, long y) => (x < 0 ? x : -x) == (y < 0 ? y : -y) ? Math.Min(x, y) : (x < 0 ? x : -x) > (y < 0 ? y : -y) ? x : y;

    // Bits.
    public static int PopCount(sbyte value) => BitOperations.PopCount((uint)(byte)value);
    public static int PopCount(byte value) => BitOperations.PopCount((uint)value);
    public static int PopCount(short value) => BitOperations.PopCount((uint)(ushort)value);
    public static int PopCount(ushort value) => BitOperations.PopCount((uint)value);
    public static int PopCount(int value) => BitOperations.PopCount((uint)value);
    public static int PopCount(uint value) => BitOperations.PopCount(value);
    public static int PopCount(long value) => BitOperations.PopCount((ulong)value);
    public static int PopCount(ulong value) => BitOperations.PopCount(value);
    public static int LeadingZeroCount(sbyte value) => BitOperations.LeadingZeroCount((uint)(byte)value) - 24;
    public static int LeadingZeroCount(byte value) => BitOperations.LeadingZeroCount((uint)value) - 24;
    public static int LeadingZeroCount(short value) => BitOperations.LeadingZeroCount((uint)(ushort)value) - 16;
    public static int LeadingZeroCount(ushort value) => BitOperations.LeadingZeroCount((uint)value) - 16;
    public static int LeadingZeroCount(int value) => BitOperations.LeadingZeroCount((uint)value);
    public static int LeadingZeroCount(uint value) => BitOperations.LeadingZeroCount(value);
    public static int LeadingZeroCount(long value) => BitOperations.LeadingZeroCount((ulong)value);
    public static int LeadingZeroCount(ulong value) => BitOperations.LeadingZeroCount(value);
    public static int TrailingZeroCount(sbyte value) => BitOperations.TrailingZeroCount((byte)value | 0x100);
    public static int TrailingZeroCount(byte value) => BitOperations.TrailingZeroCount(value | 0x100);
    public static int TrailingZeroCount(short value) => BitOperations.TrailingZeroCount((ushort)value | 0x10000);
    public static int TrailingZeroCount(ushort value) => BitOperations.TrailingZeroCount(value | 0x10000);
    public static int TrailingZeroCount(int value) => BitOperations.TrailingZeroCount(value);
    public static int TrailingZeroCount(uint value) => BitOperations.TrailingZeroCount(value);
    public static int TrailingZeroCount(long value) => BitOperations.TrailingZeroCount(value);
    public static int TrailingZeroCount(ulong value) => BitOperations.TrailingZeroCount(value);
    public static sbyte RotateLeft(sbyte value, int rotateAmount) => (sbyte)(((byte)value << (rotateAmount & 7)) | ((byte)value >> (-rotateAmount & 7)));
    public static byte RotateLeft(byte value, int rotateAmount) => (byte)((value << (rotateAmount & 7)) | (value >> (-rotateAmount & 7)));
    public static short RotateLeft(short value, int rotateAmount) => (short)(((ushort)value << (rotateAmount & 15)) | ((ushort)value >> (-rotateAmount & 15)));
    public static ushort RotateLeft(ushort value, int rotateAmount) => (ushort)((value << (rotateAmount & 15)) | (value >> (-rotateAmount & 15)));
    public static int RotateLeft(int value, int rotateAmount) => (int)BitOperations.RotateLeft((uint)value, rotateAmount);
    public static uint RotateLeft(uint value, int rotateAmount) => BitOperations.RotateLeft(value, rotateAmount);
    public static long RotateLeft(long value, int rotateAmount) => (long)BitOperations.RotateLeft((ulong)value, rotateAmount);
    public static ulong RotateLeft(ulong value, int rotateAmount) => BitOperations.RotateLeft(value, rotateAmount);
    public static sbyte RotateRight(sbyte value, int rotateAmount) => (sbyte)(((byte)value >> (rotateAmount & 7)) | ((byte)value << (-rotateAmount & 7)));
    public static byte RotateRight(byte value, int rotateAmount) => (byte)((value >> (rotateAmount & 7)) | (value << (-rotateAmount & 7)));
    public static short RotateRight(short value, int rotateAmount) => (short)(((ushort)value >> (rotateAmount & 15)) | ((ushort)value << (-rotateAmount & 15)));
    public static ushort RotateRight(ushort value, int rotateAmount) => (ushort)((value >> (rotateAmount & 15)) | (value << (-rotateAmount & 15)));
    public static int RotateRight(int value, int rotateAmount) => (int)BitOperations.RotateRight((uint)value, rotateAmount);
    public static uint RotateRight(uint value, int rotateAmount) => BitOperations.RotateRight(value, rotateAmount);
    public static long RotateRight(long value, int rotateAmount) => (long)BitOperations.RotateRight((ulong)value, rotateAmount);
    public static ulong RotateRight(ulong value, int rotateAmount) => BitOperations.RotateRight(value, rotateAmount);
    public static int Log2(sbyte value)
    {
        if (value < 0) throw new ArgumentOutOfRangeException("Log2 of a negative number");
        return 31 - BitOperations.LeadingZeroCount((uint)value | 1);
    }

    public static int Log2(byte value) => 31 - BitOperations.LeadingZeroCount((uint)value | 1);
    public static int Log2(short value)
    {
        if (value < 0) throw new ArgumentOutOfRangeException("Log2 of a negative number");
        return 31 - BitOperations.LeadingZeroCount((uint)value | 1);
    }

    public static int Log2(ushort value) => 31 - BitOperations.LeadingZeroCount((uint)value | 1);
    public static int Log2(int value)
    {
        if (value < 0) throw new ArgumentOutOfRangeException("Log2 of a negative number");
        return 31 - BitOperations.LeadingZeroCount((uint)value | 1);
    }

    public static int Log2(uint value) => 31 - BitOperations.LeadingZeroCount(value | 1);
    public static int Log2(long value)
    {
        if (value < 0) throw new ArgumentOutOfRangeException("Log2 of a negative number");
        return 63 - BitOperations.LeadingZeroCount((ulong)value | 1);
    }

    public static int Log2(ulong value) => 63 - BitOperations.LeadingZeroCount(value | 1);
    public static bool IsPow2(sbyte value) => (value & (value - 1)) == 0 && value > 0;
    public static bool IsPow2(byte value) => (value & (value - 1)) == 0 && value != 0;
    public static bool IsPow2(short value) => (value & (value - 1)) == 0 && value > 0;
    public static bool IsPow2(ushort value) => (value & (value - 1)) == 0 && value != 0;
    public static bool IsPow2(int value) => (value & (value - 1)) == 0 && value > 0;
    public static bool IsPow2(uint value) => (value & (value - 1)) == 0 && value != 0;
    public static bool IsPow2(long value) => (value & (value - 1)) == 0 && value > 0;
    public static bool IsPow2(ulong value) => (value & (value - 1)) == 0 && value != 0;

    // 0 for 0 and where the result does not fit: a count of 0 stands for both.
    public static uint RoundUpToPowerOf2(uint value) => value - 1 > 0x7FFFFFFF ? 0 : (uint)(1ul << (32 - BitOperations.LeadingZeroCount(value - 1)));

    public static ulong RoundUpToPowerOf2(ulong value) => value - 1 > 0x7FFFFFFFFFFFFFFF ? 0 : 1ul << (64 - BitOperations.LeadingZeroCount(value - 1));

    // Castagnoli's polynomial, low bit first.
    public static uint Crc32C(uint crc, byte data) => Divide(crc ^ data, 8);

    public static uint Crc32C(uint crc, ushort data) => Divide(crc ^ data, 16);

    public static uint Crc32C(uint crc, uint data) => Divide(crc ^ data, 32);

    public static uint Crc32C(uint crc, ulong data) => Divide(Divide(crc ^ (uint)data, 32) ^ (uint)(data >> 32), 32);

    private static uint Divide(uint rest, int bits)
    {
        for (int i = 0; i < bits; i++) rest = (rest >> 1) ^ (0x82F63B78 & (0 - (rest & 1)));
        return rest;
    }
}
