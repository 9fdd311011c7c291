using System.Globalization;
using Autocomp.Frontend.Lowering;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Schedules;

/// <summary>Prints constants as C# text of exactly their type.</summary>
internal static class Literals
{
    private const uint Flags = 0xE000_0000;

    /// <summary>How tightly the text binds: 100 a literal, 90 with a sign or cast, 36 an or of flags.</summary>
    public static int PrecedenceOf(Expression.Constant constant)
    {
        if (constant.Type.IsPointer) return 100;
        switch (constant.Type.Scalar)
        {
            case ScalarType.UInt32: return IsLocalAddress(constant.Bits) && constant.Bits != 0x8000_0000 ? 36 : 100;
            case ScalarType.Int32 or ScalarType.Int64: return constant.Bits is >= 0 or int.MinValue or long.MinValue ? 100 : 90;
            case ScalarType.Int8 or ScalarType.UInt8 or ScalarType.Int16 or ScalarType.UInt16: return 90;
            case ScalarType.Float32 or ScalarType.Float64: return Text(constant)[0] == '-' ? 90 : 100;
            default: return 100;
        }
    }

    /// <summary>Prints a constant.</summary>
    public static string Print(Expression.Constant constant, bool parenthesized) => parenthesized ? "(" + Text(constant) + ")" : Text(constant);

    private static string Text(Expression.Constant constant)
    {
        long bits = constant.Bits;
        if (constant.Type.IsPointer) return bits == 0 ? "null" : throw new InvalidOperationException("A pointer constant other than null has no text.");
        return constant.Type.Scalar switch
        {
            ScalarType.Boolean => bits != 0 ? "true" : "false",
            ScalarType.Int32 => bits == int.MinValue ? "int.MinValue" : Number(bits),
            ScalarType.Int64 => bits == long.MinValue ? "long.MinValue" : Number(bits) + "L",
            ScalarType.UInt32 => UInt32(unchecked((uint)bits)),
            ScalarType.UInt64 => unchecked((ulong)bits).ToString(CultureInfo.InvariantCulture) + "UL",
            ScalarType.Float32 => Single(unchecked((int)bits)),
            ScalarType.Float64 => Double(bits),
            _ => $"({ScalarTypes.Keyword(constant.Type)}){Number(bits)}",
        };
    }

    // Local addresses are printed as their flags and row.
    private static string UInt32(uint value)
    {
        if (value == uint.MaxValue) return "Gemmini.Garbage";
        if (!IsLocalAddress(value)) return value.ToString(CultureInfo.InvariantCulture) + "u";
        string text = "Gemmini.Accumulator";
        if ((value & 0x4000_0000) != 0) text += " | Gemmini.Accumulate";
        if ((value & 0x2000_0000) != 0) text += " | Gemmini.FullWidth";
        uint row = value & ~Flags;
        return row == 0 ? text : text + " | " + row.ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsLocalAddress(long value) => value is >= 0x8000_0000 and < uint.MaxValue && (value & ~Flags) < 0x1_0000;

    private static string Single(int bits)
    {
        float value = BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);
        if (float.IsNaN(value)) return bits == unchecked((int)0xFFC0_0000) ? "float.NaN" : $"BitConverter.Int32BitsToSingle({Number(bits)})";
        if (float.IsInfinity(value)) return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        bool isExact = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float parsed) && Fold.Bits(parsed) == (uint)bits;
        if (value == 0) return bits < 0 ? "-0f" : "0f";
        return (isExact ? text : value.ToString("G9", CultureInfo.InvariantCulture)) + "f";
    }

    private static string Double(long bits)
    {
        double value = BitConverter.Int64BitsToDouble(bits);
        if (double.IsNaN(value)) return bits == unchecked((long)0xFFF8_0000_0000_0000) ? "double.NaN" : $"BitConverter.Int64BitsToDouble({Number(bits)}L)";
        if (double.IsInfinity(value)) return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        if (value == 0) return bits < 0 ? "-0d" : "0d";
        return value.ToString("G17", CultureInfo.InvariantCulture) + "d";
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
