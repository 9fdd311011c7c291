using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Tests.Execution;

/// <summary>Operators on bits, computed by this runtime's own operators of each type.</summary>
internal static class Arithmetic
{
    public static long Normalize(DataType type, long bits) => unchecked(type.Scalar switch
    {
        ScalarType.Boolean => bits & 1,
        ScalarType.Int8 => (sbyte)bits,
        ScalarType.UInt8 => (byte)bits,
        ScalarType.Int16 => (short)bits,
        ScalarType.UInt16 => (ushort)bits,
        ScalarType.Int32 => (int)bits,
        ScalarType.UInt32 or ScalarType.Float32 => (uint)bits,
        _ => bits,
    });

    public static float Single(long bits) => BitConverter.Int32BitsToSingle(unchecked((int)bits));

    public static double Double(long bits) => BitConverter.Int64BitsToDouble(bits);

    public static long Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    public static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    public static long Unary(UnaryOperator op, DataType type, long a, bool isChecked) => op switch
    {
        UnaryOperator.Not => a ^ 1,
        UnaryOperator.Complement => Normalize(type, ~a),
        _ => type.Scalar switch
        {
            ScalarType.Float32 => Bits(-Single(a)),
            ScalarType.Float64 => Bits(-Double(a)),
            _ => Binary(BinaryOperator.Subtract, type, 0, a, isChecked),
        },
    };

    public static long Binary(BinaryOperator op, DataType type, long a, long b, bool isChecked)
    {
        try
        {
            return type.Scalar switch
            {
                ScalarType.Int32 => Int32(op, (int)a, (int)b, isChecked),
                ScalarType.UInt32 => UInt32(op, (uint)a, (uint)b, (int)b, isChecked),
                ScalarType.Int64 => Int64(op, a, b, (int)b, isChecked),
                ScalarType.UInt64 => UInt64(op, unchecked((ulong)a), unchecked((ulong)b), (int)b, isChecked),
                ScalarType.Float32 => Float(op, Single(a), Single(b)),
                ScalarType.Float64 => Float(op, Double(a), Double(b)),
                ScalarType.Boolean => Int32(op, (int)a, (int)b, isChecked: false),
                _ => throw new InvalidOperationException($"C# has no operator on {type.Scalar}"),
            };
        }
        catch (ArithmeticException e)
        {
            throw new TrapException(e.Message);
        }
    }

    public static long Convert(DataType from, DataType to, long a, bool isChecked)
    {
        try
        {
            return from.Scalar switch
            {
                ScalarType.Float32 when to.Scalar == ScalarType.Float64 => Bits((double)Single(a)),
                ScalarType.Float32 => Of(Single(a), to, isChecked),
                ScalarType.Float64 when to.Scalar == ScalarType.Float32 => Bits((float)Double(a)),
                ScalarType.Float64 => Of(Double(a), to, isChecked),
                ScalarType.UInt64 => Of(unchecked((ulong)a), to, isChecked),
                _ => Of(a, to, isChecked),
            };
        }
        catch (OverflowException e)
        {
            throw new TrapException(e.Message);
        }
    }

    private static long Of<T>(T value, DataType to, bool isChecked)
        where T : System.Numerics.INumber<T> => to.Scalar switch
        {
            ScalarType.Int8 => isChecked ? sbyte.CreateChecked(value) : Cast(value, to),
            ScalarType.UInt8 => isChecked ? byte.CreateChecked(value) : Cast(value, to),
            ScalarType.Int16 => isChecked ? short.CreateChecked(value) : Cast(value, to),
            ScalarType.UInt16 => isChecked ? ushort.CreateChecked(value) : Cast(value, to),
            ScalarType.Int32 => isChecked ? int.CreateChecked(value) : Cast(value, to),
            ScalarType.UInt32 => isChecked ? uint.CreateChecked(value) : Cast(value, to),
            ScalarType.Int64 => isChecked ? long.CreateChecked(value) : Cast(value, to),
            ScalarType.UInt64 => isChecked ? unchecked((long)ulong.CreateChecked(value)) : Cast(value, to),
            ScalarType.Float32 => Bits(float.CreateTruncating(value)),
            _ => Bits(double.CreateTruncating(value)),
        };

    // Unchecked casts: integers wrap; floats go through a 32-bit integer when the target is smaller, and saturate.
    private static long Cast<T>(T value, DataType to)
        where T : System.Numerics.INumber<T>
    {
        if (value is not (float or double)) return Normalize(to, value is ulong u ? unchecked((long)u) : long.CreateTruncating(value));
        double d = double.CreateTruncating(value);
        return to.Scalar switch
        {
            ScalarType.Int8 => (sbyte)d,
            ScalarType.UInt8 => (byte)d,
            ScalarType.Int16 => (short)d,
            ScalarType.UInt16 => (ushort)d,
            ScalarType.Int32 => (int)d,
            ScalarType.UInt32 => (uint)d,
            ScalarType.Int64 => (long)d,
            _ => unchecked((long)(ulong)d),
        };
    }

    private static long Int32(BinaryOperator op, int a, int b, bool isChecked) => op switch
    {
        BinaryOperator.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperator.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperator.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperator.Divide => a / b,
        BinaryOperator.Remainder => a % b,
        BinaryOperator.And => a & b,
        BinaryOperator.Or => a | b,
        BinaryOperator.ExclusiveOr => a ^ b,
        BinaryOperator.ShiftLeft => a << b,
        BinaryOperator.ShiftRight => a >> b,
        BinaryOperator.UnsignedShiftRight => a >>> b,
        _ => Compare(op, a, b),
    };

    private static long UInt32(BinaryOperator op, uint a, uint b, int count, bool isChecked) => op switch
    {
        BinaryOperator.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperator.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperator.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperator.Divide => a / b,
        BinaryOperator.Remainder => a % b,
        BinaryOperator.And => a & b,
        BinaryOperator.Or => a | b,
        BinaryOperator.ExclusiveOr => a ^ b,
        BinaryOperator.ShiftLeft => a << count,
        BinaryOperator.ShiftRight => a >> count,
        BinaryOperator.UnsignedShiftRight => a >>> count,
        _ => Compare(op, a, b),
    };

    private static long Int64(BinaryOperator op, long a, long b, int count, bool isChecked) => op switch
    {
        BinaryOperator.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperator.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperator.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperator.Divide => a / b,
        BinaryOperator.Remainder => a % b,
        BinaryOperator.And => a & b,
        BinaryOperator.Or => a | b,
        BinaryOperator.ExclusiveOr => a ^ b,
        BinaryOperator.ShiftLeft => a << count,
        BinaryOperator.ShiftRight => a >> count,
        BinaryOperator.UnsignedShiftRight => a >>> count,
        _ => Compare(op, a, b),
    };

    private static long UInt64(BinaryOperator op, ulong a, ulong b, int count, bool isChecked) => unchecked((long)(op switch
    {
        BinaryOperator.Add => isChecked ? checked(a + b) : a + b,
        BinaryOperator.Subtract => isChecked ? checked(a - b) : a - b,
        BinaryOperator.Multiply => isChecked ? checked(a * b) : a * b,
        BinaryOperator.Divide => a / b,
        BinaryOperator.Remainder => a % b,
        BinaryOperator.And => a & b,
        BinaryOperator.Or => a | b,
        BinaryOperator.ExclusiveOr => a ^ b,
        BinaryOperator.ShiftLeft => a << count,
        BinaryOperator.ShiftRight => a >> count,
        BinaryOperator.UnsignedShiftRight => a >>> count,
        _ => (ulong)Compare(op, a, b),
    }));

    private static long Float(BinaryOperator op, float a, float b) => op switch
    {
        BinaryOperator.Add => Bits(a + b),
        BinaryOperator.Subtract => Bits(a - b),
        BinaryOperator.Multiply => Bits(a * b),
        BinaryOperator.Divide => Bits(a / b),
        BinaryOperator.Remainder => Bits(a % b),
        _ => Compare(op, a, b),
    };

    private static long Float(BinaryOperator op, double a, double b) => op switch
    {
        BinaryOperator.Add => Bits(a + b),
        BinaryOperator.Subtract => Bits(a - b),
        BinaryOperator.Multiply => Bits(a * b),
        BinaryOperator.Divide => Bits(a / b),
        BinaryOperator.Remainder => Bits(a % b),
        _ => Compare(op, a, b),
    };

    private static long Compare<T>(BinaryOperator op, T a, T b)
        where T : System.Numerics.INumber<T> => op switch
        {
            BinaryOperator.Equal => a == b,
            BinaryOperator.NotEqual => a != b,
            BinaryOperator.Less => a < b,
            BinaryOperator.LessOrEqual => a <= b,
            BinaryOperator.Greater => a > b,
            _ => a >= b,
        } ? 1 : 0;
}
