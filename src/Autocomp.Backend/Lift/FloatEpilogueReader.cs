using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Reads what is done to a single-precision sum before it is stored: nothing, or ReLU in any of the common spellings.</summary>
/// <param name="isSum">Whether an expression is the sum.</param>
/// <param name="log">Takes the remark.</param>
internal sealed class FloatEpilogueReader(Func<Expression, bool> isSum, LiftLog log)
{
    /// <summary>The epilogue, or null with a remark.</summary>
    /// <param name="value">The stored value.</param>
    public Epilogue? Read(Expression value)
    {
        if (isSum(value))
        {
            return new(null, 1, false, true);
        }

        bool relu = value switch
        {
            Expression.Call { Function: MathFunction.Max } call =>
                (IsZero(call.Arguments[0]) && isSum(call.Arguments[1])) || (IsZero(call.Arguments[1]) && isSum(call.Arguments[0])),
            Expression.Conditional { Condition: Expression.Binary test } choice => IsRelu(test, choice),
            _ => false,
        };
        return relu ? new(null, 1, true, true) : log.Refuse<Epilogue>("the stored value is not a function of the sum that the accelerator has", value.Span);
    }

    /// <summary><c>v &gt; 0 ? v : 0</c> and its mirror images.</summary>
    private bool IsRelu(Expression.Binary test, Expression.Conditional choice)
    {
        bool mirrored = IsZero(test.Left);
        bool positive = test.Operator switch
        {
            BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => !mirrored,
            BinaryOperator.Less or BinaryOperator.LessOrEqual => mirrored,
            _ => false,
        };
        bool negative = test.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual ? !mirrored
            : test.Operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual && mirrored;
        Expression tested = mirrored ? test.Right : test.Left;
        (Expression kept, Expression zero) = positive ? (choice.WhenTrue, choice.WhenFalse) : (choice.WhenFalse, choice.WhenTrue);
        return (positive || negative) && (mirrored || IsZero(test.Right)) && IsZero(zero) && isSum(tested) && isSum(kept);
    }

    private static bool IsZero(Expression expression) => expression switch
    {
        Expression.Constant constant => constant.Bits == 0,
        Expression.Convert convert => IsZero(convert.Operand),
        _ => false,
    };
}
