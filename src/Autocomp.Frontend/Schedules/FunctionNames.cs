using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Schedules;

/// <summary>C# spellings of functions and operators.</summary>
internal static class FunctionNames
{
    /// <summary>The method that a call node stands for.</summary>
    public static string Of(Expression.Call call)
    {
        bool isSingle = call.Type.Scalar == ScalarType.Float32;
        return call.Function switch
        {
            MathFunction.Abs or MathFunction.Min or MathFunction.Max or MathFunction.Clamp => "Math." + call.Function,
            MathFunction.RoundToEven => isSingle ? "MathF.Round" : "Math.Round",
            MathFunction.Sqrt or MathFunction.Floor or MathFunction.Ceiling or MathFunction.Truncate or MathFunction.FusedMultiplyAdd or MathFunction.CopySign =>
                (isSingle ? "MathF." : "Math.") + call.Function,
            MathFunction.PopCount or MathFunction.LeadingZeroCount or MathFunction.TrailingZeroCount or MathFunction.RotateLeft or MathFunction.RotateRight => "BitOperations." + call.Function,
            _ => "Quantize." + call.Function,
        };
    }

    /// <summary>The method that reinterprets a scalar's bits.</summary>
    public static string BitCast(DataType from, DataType to) => (from.Scalar, to.Scalar) switch
    {
        (ScalarType.Float32, ScalarType.Int32) => "BitConverter.SingleToInt32Bits",
        (ScalarType.Float32, ScalarType.UInt32) => "BitConverter.SingleToUInt32Bits",
        (ScalarType.Int32, ScalarType.Float32) => "BitConverter.Int32BitsToSingle",
        (ScalarType.UInt32, ScalarType.Float32) => "BitConverter.UInt32BitsToSingle",
        (ScalarType.Float64, ScalarType.Int64) => "BitConverter.DoubleToInt64Bits",
        (ScalarType.Float64, ScalarType.UInt64) => "BitConverter.DoubleToUInt64Bits",
        (ScalarType.Int64, ScalarType.Float64) => "BitConverter.Int64BitsToDouble",
        (ScalarType.UInt64, ScalarType.Float64) => "BitConverter.UInt64BitsToDouble",
        _ => throw new InvalidOperationException($"No method reinterprets {from.Scalar} as {to.Scalar}."),
    };

    /// <summary>An operator's sign and how tightly it binds.</summary>
    public static (string Sign, int Precedence) Operator(BinaryOperator op) => op switch
    {
        BinaryOperator.Multiply => ("*", 80),
        BinaryOperator.Divide => ("/", 80),
        BinaryOperator.Remainder => ("%", 80),
        BinaryOperator.Add => ("+", 70),
        BinaryOperator.Subtract => ("-", 70),
        BinaryOperator.ShiftLeft => ("<<", 60),
        BinaryOperator.ShiftRight => (">>", 60),
        BinaryOperator.UnsignedShiftRight => (">>>", 60),
        BinaryOperator.Less => ("<", 50),
        BinaryOperator.LessOrEqual => ("<=", 50),
        BinaryOperator.Greater => (">", 50),
        BinaryOperator.GreaterOrEqual => (">=", 50),
        BinaryOperator.Equal => ("==", 45),
        BinaryOperator.NotEqual => ("!=", 45),
        BinaryOperator.And => ("&", 40),
        BinaryOperator.ExclusiveOr => ("^", 38),
        BinaryOperator.Or => ("|", 36),
        BinaryOperator.ConditionalAnd => ("&&", 30),
        _ => ("||", 28),
    };
}
