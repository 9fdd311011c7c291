using System.Numerics;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Lowering;

/// <summary>Computes operations on constants as C# does. Null: not folded, because it traps or isn't defined alike everywhere.</summary>
internal static class Fold
{
    /// <summary>Brings bits into the form of <see cref="Expression.Constant"/>: truncated, then sign- or zero-extended.</summary>
    public static long Normalize(ScalarType scalar, long bits) => unchecked(scalar switch
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

    /// <summary>The bits of a <c>float</c>, zero-extended.</summary>
    public static long Bits(float value) => (uint)BitConverter.ToInt32(BitConverter.GetBytes(value), 0);

    /// <summary>The value of a float constant.</summary>
    public static double Float(Expression.Constant constant) => constant.Type.Scalar == ScalarType.Float32
        ? BitConverter.ToSingle(BitConverter.GetBytes(unchecked((int)constant.Bits)), 0)
        : BitConverter.Int64BitsToDouble(constant.Bits);

    /// <summary>Whether a conversion can overflow.</summary>
    public static bool MayOverflow(DataType from, DataType to)
    {
        if (to.IsFloat) return false;
        if (from.IsFloat) return true;
        if (from.Scalar == ScalarType.UInt64) return to.Scalar != ScalarType.UInt64;
        if (to.Scalar == ScalarType.UInt64) return ScalarTypes.Low(from.Scalar) < 0;
        return ScalarTypes.Low(from.Scalar) < ScalarTypes.Low(to.Scalar) || ScalarTypes.High(from.Scalar) > ScalarTypes.High(to.Scalar);
    }

    /// <summary>A unary operation.</summary>
    public static Expression? Unary(UnaryOperator op, Expression.Constant operand, bool isChecked)
    {
        DataType type = operand.Type;
        if (type.IsFloat) return op == UnaryOperator.Negate ? FloatConstant(type, -Float(operand)) : null;
        return op switch
        {
            UnaryOperator.Negate => Wrap(type, -Exact(operand), isChecked),
            UnaryOperator.Complement => Wrap(type, ~operand.Bits, isChecked: false),
            _ => Build.Constant(operand.Bits == 0),
        };
    }

    /// <summary>A binary operation.</summary>
    public static Expression? Binary(BinaryOperator op, Expression.Constant left, Expression.Constant right, bool isChecked, DataType type)
    {
        if (left.Type.IsPointer) return null;
        if (left.Type.IsFloat) return FloatBinary(op, Float(left), Float(right), type);
        BigInteger a = Exact(left), b = Exact(right);
        int bits = left.Type.ScalarSize * 8;
        int count = unchecked((int)right.Bits) & (bits - 1);
        switch (op)
        {
            case BinaryOperator.Add: return Wrap(type, a + b, isChecked);
            case BinaryOperator.Subtract: return Wrap(type, a - b, isChecked);
            case BinaryOperator.Multiply: return Wrap(type, a * b, isChecked);
            case BinaryOperator.Divide: return b.IsZero ? null : Wrap(type, BigInteger.Divide(a, b), isChecked: true);
            case BinaryOperator.Remainder: return b.IsZero || Wrap(type, BigInteger.Divide(a, b), isChecked: true) is null ? null : Wrap(type, BigInteger.Remainder(a, b), isChecked: true);
            case BinaryOperator.And: return Wrap(type, a & b, isChecked: false);
            case BinaryOperator.Or: return Wrap(type, a | b, isChecked: false);
            case BinaryOperator.ExclusiveOr: return Wrap(type, a ^ b, isChecked: false);
            case BinaryOperator.ShiftLeft: return Wrap(type, a << count, isChecked: false);
            case BinaryOperator.ShiftRight: return Wrap(type, a >> count, isChecked: false);
            case BinaryOperator.UnsignedShiftRight: return Wrap(type, (a & ((BigInteger.One << bits) - 1)) >> count, isChecked: false);
            case BinaryOperator.Equal: return Build.Constant(a == b);
            case BinaryOperator.NotEqual: return Build.Constant(a != b);
            case BinaryOperator.Less: return Build.Constant(a < b);
            case BinaryOperator.LessOrEqual: return Build.Constant(a <= b);
            case BinaryOperator.Greater: return Build.Constant(a > b);
            case BinaryOperator.GreaterOrEqual: return Build.Constant(a >= b);
            case BinaryOperator.ConditionalAnd: return Build.Constant(!a.IsZero && !b.IsZero);
            default: return Build.Constant(!a.IsZero || !b.IsZero);
        }
    }

    /// <summary>A conversion.</summary>
    public static Expression? Convert(Expression.Constant operand, DataType type, bool isChecked)
    {
        if (operand.Type.IsFloat)
        {
            if (type.IsFloat) return FloatConstant(type, Float(operand));
            double value = Math.Truncate(Float(operand));
            if (double.IsNaN(value) || Math.Abs(value) >= long.MaxValue) return null;
            return value < ScalarTypes.Low(type.Scalar) || value > ScalarTypes.High(type.Scalar) ? null : Wrap(type, (long)value, isChecked);
        }

        if (!type.IsFloat) return Wrap(type, Exact(operand), isChecked);

        // Above 2^53 hosts differ in how often they round.
        if (Math.Abs((double)operand.Bits) > 1L << 53 || (operand.Type.Scalar == ScalarType.UInt64 && operand.Bits < 0)) return null;
        return FloatConstant(type, operand.Bits);
    }

    private static Expression? FloatBinary(BinaryOperator op, double a, double b, DataType type) => op switch
    {
        BinaryOperator.Add => FloatConstant(type, a + b),
        BinaryOperator.Subtract => FloatConstant(type, a - b),
        BinaryOperator.Multiply => FloatConstant(type, a * b),
        BinaryOperator.Divide => FloatConstant(type, a / b),
        BinaryOperator.Equal => Build.Constant(a == b),
        BinaryOperator.NotEqual => Build.Constant(a != b),
        BinaryOperator.Less => Build.Constant(a < b),
        BinaryOperator.LessOrEqual => Build.Constant(a <= b),
        BinaryOperator.Greater => Build.Constant(a > b),
        BinaryOperator.GreaterOrEqual => Build.Constant(a >= b),
        _ => null,
    };

    // For float, computing in double and rounding once is exact for + - * / (double has more than 2p+2 bits).
    private static Expression.Constant? FloatConstant(DataType type, double value)
    {
        if (double.IsNaN(value)) return null;
        return new Expression.Constant(type, type.Scalar == ScalarType.Float32 ? Bits((float)value) : BitConverter.DoubleToInt64Bits(value));
    }

    private static BigInteger Exact(Expression.Constant constant) =>
        constant.Type.Scalar == ScalarType.UInt64 ? unchecked((ulong)constant.Bits) : constant.Bits;

    private static Expression.Constant? Wrap(DataType type, BigInteger value, bool isChecked)
    {
        BigInteger modulus = BigInteger.One << 64;
        BigInteger low = ((value % modulus) + modulus) % modulus;
        long bits = Normalize(type.Scalar, unchecked((long)(ulong)low));
        Expression.Constant wrapped = new(type, bits);
        return isChecked && Exact(wrapped) != value ? null : wrapped;
    }
}
