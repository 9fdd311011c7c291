using System.Linq.Expressions;
using Autocomp.Frontend.Tree;
using Code = System.Linq.Expressions.Expression;
using Tree = Autocomp.Frontend.Tree.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Operators and functions of the kernel language on numbers, as code that .NET runs.</summary>
internal static class ConcreteOperations
{
    /// <summary>The .NET type of a scalar.</summary>
    public static Type TypeOf(DataType type) => type.Scalar switch
    {
        ScalarType.Boolean => typeof(bool),
        ScalarType.Int8 => typeof(sbyte),
        ScalarType.UInt8 => typeof(byte),
        ScalarType.Int16 => typeof(short),
        ScalarType.UInt16 => typeof(ushort),
        ScalarType.Int32 => typeof(int),
        ScalarType.UInt32 => typeof(uint),
        ScalarType.Int64 => typeof(long),
        ScalarType.UInt64 => typeof(ulong),
        ScalarType.Float32 => typeof(float),
        _ => typeof(double),
    };

    /// <summary>A constant from its bits.</summary>
    public static Code Constant(DataType type, long bits) => Code.Constant(
        type.Scalar switch
        {
            ScalarType.Boolean => bits != 0,
            ScalarType.Int8 => (sbyte)bits,
            ScalarType.UInt8 => (byte)bits,
            ScalarType.Int16 => (short)bits,
            ScalarType.UInt16 => (ushort)bits,
            ScalarType.Int32 => (int)bits,
            ScalarType.UInt32 => (uint)bits,
            ScalarType.Int64 => bits,
            ScalarType.UInt64 => (ulong)bits,
            ScalarType.Float32 => BitConverter.Int32BitsToSingle((int)bits),
            _ => BitConverter.Int64BitsToDouble(bits),
        },
        TypeOf(type));

    /// <summary>The number that a constant's bits stand for.</summary>
    public static double Number(DataType type, ulong bits) => type.Scalar switch
    {
        ScalarType.Float32 => BitConverter.Int32BitsToSingle((int)bits),
        ScalarType.Float64 => BitConverter.UInt64BitsToDouble(bits),
        ScalarType.UInt64 => bits,
        _ => (long)bits,
    };

    /// <summary>The bits of a number that is at hand as code, as <see cref="SymbolicValue"/> keeps them.</summary>
    public static Code Bits(DataType type, Code value) => type.Scalar switch
    {
        ScalarType.Boolean => Code.Condition(value, Code.Constant(1UL), Code.Constant(0UL)),
        ScalarType.Float32 => Code.Convert(Code.Convert(Code.Call(typeof(BitConverter), nameof(BitConverter.SingleToInt32Bits), null, value), typeof(long)), typeof(ulong)),
        ScalarType.Float64 => Code.Call(typeof(BitConverter), nameof(BitConverter.DoubleToUInt64Bits), null, value),
        ScalarType.UInt64 => value,
        _ => Code.Convert(Code.Convert(value, typeof(long)), typeof(ulong)),
    };

    /// <summary>An operation on operands in the order of the tree.</summary>
    /// <param name="operation">A node of the tree; its own operands don't matter.</param>
    /// <param name="operands">The operands.</param>
    public static Code Build(Tree operation, IReadOnlyList<Code> operands) => operation switch
    {
        Tree.Unary unary => Unary(unary, operands[0]),
        Tree.Binary binary => Binary(binary, operands[0], operands[1]),
        Tree.Convert { IsChecked: true } convert => Code.ConvertChecked(operands[0], TypeOf(convert.Type)),
        Tree.Convert convert => Code.Convert(operands[0], TypeOf(convert.Type)),
        Tree.Conditional => Code.Condition(operands[0], operands[1], operands[2]),
        Tree.Call call => Call(call.Function, operands),
        Tree.BitCast cast => BitCast(cast, operands[0]),
        _ => throw new NotProvableException($"the method has a {operation.GetType().Name} that has no symbolic meaning"),
    };

    private static UnaryExpression Unary(Tree.Unary unary, Code operand) => unary.Operator switch
    {
        UnaryOperator.Negate => unary.IsChecked ? Code.NegateChecked(operand) : Code.Negate(operand),
        UnaryOperator.Complement => Code.OnesComplement(operand),
        _ => Code.Not(operand),
    };

    private static Code Binary(Tree.Binary binary, Code left, Code right) => binary.Operator switch
    {
        BinaryOperator.Add => binary.IsChecked ? Code.AddChecked(left, right) : Code.Add(left, right),
        BinaryOperator.Subtract => binary.IsChecked ? Code.SubtractChecked(left, right) : Code.Subtract(left, right),
        BinaryOperator.Multiply => binary.IsChecked ? Code.MultiplyChecked(left, right) : Code.Multiply(left, right),
        BinaryOperator.Divide => Code.Divide(left, right),
        BinaryOperator.Remainder => Code.Modulo(left, right),
        BinaryOperator.And => Code.And(left, right),
        BinaryOperator.Or => Code.Or(left, right),
        BinaryOperator.ExclusiveOr => Code.ExclusiveOr(left, right),
        BinaryOperator.ShiftLeft => Code.LeftShift(left, Masked(left, right)),
        BinaryOperator.ShiftRight => Code.RightShift(left, Masked(left, right)),
        BinaryOperator.UnsignedShiftRight => UnsignedShift(left, right),
        BinaryOperator.Equal => Code.Equal(left, right),
        BinaryOperator.NotEqual => Code.NotEqual(left, right),
        BinaryOperator.Less => Code.LessThan(left, right),
        BinaryOperator.LessOrEqual => Code.LessThanOrEqual(left, right),
        BinaryOperator.Greater => Code.GreaterThan(left, right),
        BinaryOperator.GreaterOrEqual => Code.GreaterThanOrEqual(left, right),
        BinaryOperator.ConditionalAnd => Code.AndAlso(left, right),
        _ => Code.OrElse(left, right),
    };

    private static BinaryExpression Masked(Code value, Code count) => Code.And(count, Code.Constant(value.Type == typeof(long) || value.Type == typeof(ulong) ? 63 : 31));

    private static UnaryExpression UnsignedShift(Code left, Code right)
    {
        Type unsigned = left.Type == typeof(long) ? typeof(ulong) : left.Type == typeof(int) ? typeof(uint) : left.Type;
        return Code.Convert(Code.RightShift(Code.Convert(left, unsigned), Masked(left, right)), left.Type);
    }

    private static Code BitCast(Tree.BitCast cast, Code operand)
    {
        string? method = (cast.Operand.Type.Scalar, cast.Type.Scalar) switch
        {
            (ScalarType.Float32, ScalarType.Int32) => nameof(BitConverter.SingleToInt32Bits),
            (ScalarType.Float32, ScalarType.UInt32) => nameof(BitConverter.SingleToUInt32Bits),
            (ScalarType.Int32, ScalarType.Float32) => nameof(BitConverter.Int32BitsToSingle),
            (ScalarType.UInt32, ScalarType.Float32) => nameof(BitConverter.UInt32BitsToSingle),
            (ScalarType.Float64, ScalarType.Int64) => nameof(BitConverter.DoubleToInt64Bits),
            (ScalarType.Float64, ScalarType.UInt64) => nameof(BitConverter.DoubleToUInt64Bits),
            (ScalarType.Int64, ScalarType.Float64) => nameof(BitConverter.Int64BitsToDouble),
            (ScalarType.UInt64, ScalarType.Float64) => nameof(BitConverter.UInt64BitsToDouble),
            _ => null,
        };
        return method is null ? Code.Convert(operand, TypeOf(cast.Type)) : Code.Call(typeof(BitConverter), method, null, operand);
    }

    private static MethodCallExpression Call(MathFunction function, IReadOnlyList<Code> operands)
    {
        Type type = operands[0].Type;
        Type math = type == typeof(float) ? typeof(MathF) : typeof(Math);
        (Type Owner, string Name) method = function switch
        {
            MathFunction.Min or MathFunction.Max or MathFunction.Clamp or MathFunction.Abs => (typeof(Math), function.ToString()),
            MathFunction.RoundToEven => (math, nameof(Math.Round)),
            MathFunction.Sqrt or MathFunction.Floor or MathFunction.Ceiling or MathFunction.Truncate or MathFunction.FusedMultiplyAdd or MathFunction.CopySign => (math, function.ToString()),
            MathFunction.PopCount or MathFunction.LeadingZeroCount or MathFunction.TrailingZeroCount or MathFunction.RotateLeft or MathFunction.RotateRight =>
                (typeof(System.Numerics.BitOperations), function.ToString()),
            _ => (typeof(QuantizeFunctions), function.ToString()),
        };
        System.Reflection.MethodInfo? found = method.Owner.GetMethod(method.Name, [.. operands.Select(o => o.Type)]);
        return found is null ? throw new NotProvableException($"the method calls {function} on {type.Name}, which has no symbolic meaning") : Code.Call(found, operands);
    }
}
