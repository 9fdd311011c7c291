using System.Globalization;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Export;

/// <summary>Scalar types and constants as C writes them.</summary>
internal static class CType
{
    /// <summary>The type's name in C.</summary>
    /// <param name="type">The type.</param>
    public static string Of(DataType type) => type.IsPointer ? Of(type.Scalar) + "*" : Of(type.Scalar);

    /// <summary>The short name that helpers carry, for example <c>i32</c>.</summary>
    /// <param name="scalar">The type.</param>
    public static string Suffix(ScalarType scalar) => scalar switch
    {
        ScalarType.Boolean => "bool",
        ScalarType.Int8 => "i8",
        ScalarType.UInt8 => "u8",
        ScalarType.Int16 => "i16",
        ScalarType.UInt16 => "u16",
        ScalarType.Int32 => "i32",
        ScalarType.UInt32 => "u32",
        ScalarType.Int64 => "i64",
        ScalarType.UInt64 => "u64",
        ScalarType.Float32 => "f32",
        _ => "f64",
    };

    /// <summary>The unsigned type of the same size.</summary>
    /// <param name="type">An integer type.</param>
    public static DataType Unsigned(DataType type) => type.Scalar switch
    {
        ScalarType.Int8 => new(ScalarType.UInt8),
        ScalarType.Int16 => new(ScalarType.UInt16),
        ScalarType.Int32 => new(ScalarType.UInt32),
        ScalarType.Int64 => new(ScalarType.UInt64),
        _ => type,
    };

    /// <summary>The scalar's name in C.</summary>
    /// <param name="scalar">The scalar.</param>
    public static string Of(ScalarType scalar) => scalar switch
    {
        ScalarType.Boolean => "bool",
        ScalarType.Int8 => "int8_t",
        ScalarType.UInt8 => "uint8_t",
        ScalarType.Int16 => "int16_t",
        ScalarType.UInt16 => "uint16_t",
        ScalarType.Int32 => "int32_t",
        ScalarType.UInt32 => "uint32_t",
        ScalarType.Int64 => "int64_t",
        ScalarType.UInt64 => "uint64_t",
        ScalarType.Float32 => "float",
        _ => "double",
    };

    /// <summary>A constant of exactly its type or one that C converts to it without change.</summary>
    /// <param name="constant">The constant.</param>
    public static CText Constant(Expression.Constant constant)
    {
        long bits = constant.Bits;
        if (constant.Type.IsPointer)
        {
            return new($"({Of(constant.Type)}){Hex((ulong)bits)}", CText.Unary);
        }

        return constant.Type.Scalar switch
        {
            ScalarType.Boolean => new(bits != 0 ? "true" : "false", CText.Atom),
            ScalarType.Int32 => bits == int.MinValue ? new("INT32_MIN", CText.Atom) : Signed(Decimal(bits)),
            ScalarType.Int64 => bits == long.MinValue ? new("INT64_MIN", CText.Atom) : new($"INT64_C({Decimal(bits)})", CText.Atom),
            ScalarType.UInt32 => new(LocalAddress((uint)bits) ?? ((uint)bits).ToString(CultureInfo.InvariantCulture) + "u", CText.Atom),
            ScalarType.UInt64 => new($"UINT64_C({((ulong)bits).ToString(CultureInfo.InvariantCulture)})", CText.Atom),
            ScalarType.Float32 => Real(BitConverter.Int32BitsToSingle((int)bits)),
            ScalarType.Float64 => Real(BitConverter.Int64BitsToDouble(bits)),
            _ => new($"({Of(constant.Type)}){Decimal(bits)}", CText.Unary),
        };
    }

    private static CText Real(float value) => float.IsFinite(value)
        ? Signed(Point(value.ToString("G9", CultureInfo.InvariantCulture)) + "f")
        : new(float.IsNaN(value) ? "__builtin_nanf(\"\")" : value > 0 ? "__builtin_inff()" : "(-__builtin_inff())", CText.Atom);

    private static CText Real(double value) => double.IsFinite(value)
        ? Signed(Point(value.ToString("G17", CultureInfo.InvariantCulture)))
        : new(double.IsNaN(value) ? "__builtin_nan(\"\")" : value > 0 ? "__builtin_inf()" : "(-__builtin_inf())", CText.Atom);

    private static string Point(string digits) => digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits;

    private static CText Signed(string text) => new(text, text[0] == '-' ? CText.Unary : CText.Atom);

    private static string? LocalAddress(uint value) => value == uint.MaxValue ? "GARBAGE_ADDR" : value >= 0x8000_0000 ? Hex(value) + "u" : null;

    private static string Hex(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    private static string Decimal(long value) => value.ToString(CultureInfo.InvariantCulture);
}
