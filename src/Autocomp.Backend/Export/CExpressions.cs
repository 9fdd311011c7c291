using Autocomp.Backend.Analysis;
using Autocomp.Backend.Artifacts;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Export;

/// <summary>Prints expressions as C with exactly C#'s results: wrapping goes through unsigned types, shift counts are masked, what can stop is a helper.</summary>
/// <param name="ranges">What values can occur; where nothing can wrap or stop, the plain operator is printed.</param>
/// <param name="names">Names of locals.</param>
/// <param name="helpers">Functions that the file carries.</param>
internal sealed class CExpressions(ValueRanges ranges, Func<Local, string> names, CHelpers helpers)
{
    /// <summary>An expression without outer parentheses.</summary>
    /// <param name="expression">The expression.</param>
    public string Print(Expression expression) => Text(expression).Text;

    /// <summary>What may be assigned or read at a pointer.</summary>
    /// <param name="pointer">The pointer.</param>
    public CText Element(Expression pointer) => pointer is Expression.OffsetPointer offset
        ? new($"{Text(offset.Pointer).At(CText.Atom)}[{Print(offset.Elements)}]", CText.Atom)
        : new($"*{Text(pointer).At(CText.Unary)}", CText.Unary);

    /// <summary>An expression with its binding.</summary>
    /// <param name="expression">The expression.</param>
    public CText Text(Expression expression) => expression switch
    {
        Expression.Constant constant => CType.Constant(constant),
        Expression.ReadLocal read => new(names(read.Local), CText.Atom),
        Expression.ReadParameter read => new(CNames.Of(read.Parameter), CText.Atom),
        Expression.ReadPointer { Type.Scalar: ScalarType.Boolean } read => new($"*(const uint8_t*){Text(read.Pointer).At(CText.Unary)} != 0", CText.Low),
        Expression.ReadPointer read => Element(read.Pointer),
        Expression.OffsetPointer offset => new($"{Text(offset.Pointer).At(CText.Additive)} + {Text(offset.Elements).At(CText.Multiplicative)}", CText.Additive),
        Expression.Unary unary => Unary(unary),
        Expression.Binary binary => Binary(binary),
        Expression.Convert convert => Convert(convert),
        Expression.Conditional conditional => Narrow(
            conditional.Type, new($"{Text(conditional.Condition).At(CText.Additive)} ? {Text(conditional.WhenTrue).At(CText.Additive)} : {Text(conditional.WhenFalse).At(CText.Additive)}", CText.Low)),
        Expression.Call call => Call(call),
        Expression.BitCast { Type.IsPointer: true } cast => Cast(cast.Type, Text(cast.Operand)),
        Expression.BitCast cast => Bits(cast),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} does not occur in a schedule."),
    };

    private static CText Cast(DataType type, CText value) => new($"({CType.Of(type)}){value.At(CText.Unary)}", CText.Unary);

    /// <summary>C promotes types below int; the result is brought back to its type.</summary>
    private static CText Narrow(DataType type, CText value) => type is { IsPointer: false, IsFloat: false, ScalarSize: < 4 } ? Cast(type, value) : value;

    private static CText Function(string name, params IEnumerable<string> arguments) => new($"{name}({string.Join(", ", arguments)})", CText.Atom);

    private CText Unary(Expression.Unary unary)
    {
        CText operand = Text(unary.Operand);
        switch (unary.Operator)
        {
            case UnaryOperator.Not:
                return new("!" + operand.At(CText.Unary), CText.Unary);
            case UnaryOperator.Complement:
                return Narrow(unary.Type, new("~" + operand.At(CText.Unary), CText.Unary));
            default:
                if (unary.Type.IsFloat || ranges.StaysInType(unary))
                {
                    return new("-" + operand.At(operand.Text[0] == '-' ? CText.Atom : CText.Unary), CText.Unary);
                }

                return unary.IsChecked
                    ? Function(helpers.For("sub", unary.Type), "0", operand.Text)
                    : Cast(unary.Type, new($"-{Cast(CType.Unsigned(unary.Type), operand).Text}", CText.Unary));
        }
    }

    private CText Binary(Expression.Binary binary)
    {
        DataType type = binary.Left.Type;
        CText left = Text(binary.Left), right = Text(binary.Right);
        switch (binary.Operator)
        {
            case BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply:
                return Arithmetic(binary, left, right);
            case BinaryOperator.Divide or BinaryOperator.Remainder:
                return Divide(binary, left, right);
            case BinaryOperator.ShiftLeft:
                CText shifted = type.IsSigned ? Cast(CType.Unsigned(type), left) : left;
                return Back(type, new($"{shifted.At(CText.Multiplicative)} << {Count(binary)}", CText.Low));
            case BinaryOperator.ShiftRight:
                return new($"{left.At(CText.Multiplicative)} >> {Count(binary)}", CText.Low);
            case BinaryOperator.UnsignedShiftRight:
                CText bits = type.IsSigned ? Cast(CType.Unsigned(type), left) : left;
                return Back(type, new($"{bits.At(CText.Multiplicative)} >> {Count(binary)}", CText.Low));
            default:
                int inside = binary.Operator is BinaryOperator.And or BinaryOperator.Or or BinaryOperator.ExclusiveOr ? CText.Multiplicative : CText.Additive;
                return new($"{left.At(inside)} {Sign(binary.Operator)} {right.At(inside)}", CText.Low);
        }
    }

    private static CText Back(DataType type, CText value) => type.IsSigned ? Cast(type, value) : value;

    private string Count(Expression.Binary shift)
    {
        int mask = (8 * shift.Left.Type.ScalarSize) - 1;
        CText count = Text(shift.Right);
        return new Interval(0, mask).Contains(ranges.Of(shift.Right)) ? count.At(CText.Multiplicative) : $"({count.At(CText.Multiplicative)} & {mask})";
    }

    private CText Arithmetic(Expression.Binary binary, CText left, CText right)
    {
        bool multiply = binary.Operator == BinaryOperator.Multiply;
        int own = multiply ? CText.Multiplicative : CText.Additive;
        string sign = Sign(binary.Operator);
        if (binary.Type.IsFloat || ranges.StaysInType(binary) || (!binary.Type.IsSigned && !binary.IsChecked))
        {
            return new($"{left.At(own)} {sign} {right.At(own + 1)}", own);
        }

        if (binary.IsChecked)
        {
            return Function(helpers.For(multiply ? "mul" : binary.Operator == BinaryOperator.Add ? "add" : "sub", binary.Type), left.Text, right.Text);
        }

        DataType wrapping = CType.Unsigned(binary.Type);
        return Cast(binary.Type, new($"{Cast(wrapping, left).Text} {sign} {Cast(wrapping, right).Text}", own));
    }

    private CText Divide(Expression.Binary binary, CText left, CText right)
    {
        bool remainder = binary.Operator == BinaryOperator.Remainder;
        if (binary.Type.IsFloat)
        {
            return remainder ? Function(helpers.For("fmod", binary.Type), left.Text, right.Text) : Plain("/");
        }

        Interval divisor = ranges.Of(binary.Right);
        bool safe = divisor.Low > 0 || divisor.High < (binary.Type.IsSigned ? -1 : 0);
        return safe ? Plain(remainder ? "%" : "/") : Function(helpers.For(remainder ? "rem" : "div", binary.Type), left.Text, right.Text);

        CText Plain(string sign) => new($"{left.At(CText.Multiplicative)} {sign} {right.At(CText.Multiplicative + 1)}", CText.Multiplicative);
    }

    private CText Convert(Expression.Convert convert)
    {
        DataType from = convert.Operand.Type, to = convert.Type;
        CText operand = Text(convert.Operand);
        if (from.IsPointer || to.IsPointer || to.IsFloat)
        {
            return from.Scalar == to.Scalar && from.IsPointer == to.IsPointer ? operand : Cast(to, operand);
        }

        if (to.Scalar == ScalarType.Boolean)
        {
            return new($"{operand.At(CText.Additive)} != 0", CText.Low);
        }

        if (from.IsFloat)
        {
            DataType wide = to.ScalarSize < 4 ? new DataType(ScalarType.Int32) : to;
            return convert.IsChecked
                ? Function(helpers.For("fit", to), operand.Text)
                : Narrow(to, Function(helpers.For("saturate", wide), operand.Text));
        }

        return convert.IsChecked && !ranges.StaysInType(convert) ? Function(helpers.For("cast", to), operand.Text) : Cast(to, operand);
    }

    private CText Bits(Expression.BitCast cast)
    {
        DataType from = cast.Operand.Type, to = cast.Type;
        CText bits = Function(helpers.For("bits", from), Print(cast.Operand));
        return to.IsFloat || !to.IsSigned ? bits : Cast(to, bits);
    }

    private CText Call(Expression.Call call)
    {
        DataType type = call.Arguments[0].Type;
        string[] arguments = [.. call.Arguments.Select(Print)];
        string ending = type.ScalarSize == 4 ? "f" : "";
        return call.Function switch
        {
            MathFunction.Abs when type.IsFloat => Function("__builtin_fabs" + ending, arguments),
            MathFunction.FusedMultiplyAdd => Function("__builtin_fma" + ending, arguments),
            MathFunction.CopySign => Function("__builtin_copysign" + ending, arguments),
            _ => Function(helpers.For(HelperOf(call.Function), type), arguments),
        };
    }

    private static string HelperOf(MathFunction function) => function switch
    {
        MathFunction.Abs => "abs",
        MathFunction.Min => "min",
        MathFunction.Max => "max",
        MathFunction.Clamp => "clamp",
        MathFunction.Sqrt => "sqrt",
        MathFunction.Floor => "floor",
        MathFunction.Ceiling => "ceil",
        MathFunction.Truncate => "trunc",
        MathFunction.RoundToEven => "round",
        MathFunction.PopCount => "popcount",
        MathFunction.LeadingZeroCount => "clz",
        MathFunction.TrailingZeroCount => "ctz",
        MathFunction.RotateLeft => "rotl",
        MathFunction.RotateRight => "rotr",
        MathFunction.ScaleToInt8 => "scale_to_i8",
        MathFunction.SaturateToInt8 => "saturate_i8",
        MathFunction.RoundingShiftRight => "rounding_shift",
        _ => throw new InvalidOperationException($"No C for {function}."),
    };

    private static string Sign(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.And => "&",
        BinaryOperator.Or => "|",
        BinaryOperator.ExclusiveOr => "^",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.ConditionalAnd => "&&",
        _ => "||",
    };
}
