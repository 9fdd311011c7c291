using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Lowering;

/// <summary>Makes expression nodes, folding constants with C# semantics.</summary>
/// <remarks><c>IsChecked</c> is kept only where an overflow is possible, so that equal meanings give equal trees.</remarks>
internal static class Build
{
    /// <summary><c>bool</c>.</summary>
    public static readonly DataType Boolean = new(ScalarType.Boolean);

    /// <summary><c>int</c>.</summary>
    public static readonly DataType Int32 = new(ScalarType.Int32);

    /// <summary><c>long</c>.</summary>
    public static readonly DataType Int64 = new(ScalarType.Int64);

    /// <summary>An int constant.</summary>
    public static Expression Constant(int value) => new Expression.Constant(Int32, value);

    /// <summary>A bool constant.</summary>
    public static Expression Constant(bool value) => new Expression.Constant(Boolean, value ? 1 : 0);

    /// <summary>Zero, false or null.</summary>
    public static Expression Zero(DataType type) => new Expression.Constant(type, 0);

    /// <summary>The value of an integer or bool constant.</summary>
    public static bool IsInteger(Expression expression, out long value)
    {
        value = expression is Expression.Constant constant ? constant.Bits : 0;
        return expression is Expression.Constant && !expression.Type.IsFloat && !expression.Type.IsPointer;
    }

    /// <summary>Whether the expression is the given bool constant.</summary>
    public static bool Is(Expression expression, bool value) =>
        expression.Type == Boolean && IsInteger(expression, out long bits) && bits == (value ? 1 : 0);

    /// <summary>A unary operation.</summary>
    public static Expression Unary(UnaryOperator op, Expression operand, bool isChecked)
    {
        bool mayOverflow = isChecked && op == UnaryOperator.Negate && ScalarTypes.IsInteger(operand.Type);
        if (operand is Expression.Constant constant && Fold.Unary(op, constant, mayOverflow) is { } folded) return folded;
        return new Expression.Unary(op, operand, mayOverflow, operand.Type);
    }

    /// <summary>The logical negation.</summary>
    public static Expression Not(Expression operand) => operand switch
    {
        Expression.Unary { Operator: UnaryOperator.Not } inner => inner.Operand,
        _ => Unary(UnaryOperator.Not, operand, isChecked: false),
    };

    /// <summary>A binary operation on operands of one type (shift counts: int).</summary>
    public static Expression Binary(BinaryOperator op, Expression left, Expression right, bool isChecked)
    {
        DataType type = IsComparison(op) ? Boolean : left.Type;
        bool mayOverflow = isChecked && (op is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply) && ScalarTypes.IsInteger(type);
        if (op == BinaryOperator.ConditionalAnd)
        {
            if (Is(left, true) || Is(right, true)) return Is(left, true) ? right : left;
            if (Is(left, false)) return left;
        }

        if (op == BinaryOperator.ConditionalOr)
        {
            if (Is(left, false) || Is(right, false)) return Is(left, false) ? right : left;
            if (Is(left, true)) return left;
        }

        if (left is Expression.Constant l && right is Expression.Constant r && Fold.Binary(op, l, r, mayOverflow, type) is { } folded) return folded;
        return new Expression.Binary(op, left, right, mayOverflow, type);
    }

    /// <summary>A conversion between scalars; none when the type is the same.</summary>
    public static Expression Convert(Expression operand, DataType type, bool isChecked)
    {
        if (operand.Type == type) return operand;
        if (operand.Type.IsPointer || type.IsPointer) return new Expression.BitCast(operand, type);
        bool mayOverflow = isChecked && Fold.MayOverflow(operand.Type, type);
        if (operand is Expression.Constant constant && Fold.Convert(constant, type, mayOverflow) is { } folded) return folded;
        return new Expression.Convert(operand, mayOverflow, type);
    }

    /// <summary>A conditional value.</summary>
    public static Expression Conditional(Expression condition, Expression whenTrue, Expression whenFalse)
    {
        if (Is(condition, true)) return whenTrue;
        if (Is(condition, false)) return whenFalse;
        return new Expression.Conditional(condition, whenTrue, whenFalse, whenTrue.Type);
    }

    /// <summary>A pointer moved by elements.</summary>
    public static Expression Offset(Expression pointer, Expression elements)
    {
        Expression wide = Convert(elements, Int64, isChecked: false);
        if (IsInteger(wide, out long value) && value == 0) return pointer;
        return new Expression.OffsetPointer(pointer, wide);
    }

    /// <summary>Whether the operator gives a bool from operands of another type.</summary>
    public static bool IsComparison(BinaryOperator op) => op is
        BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Less or BinaryOperator.LessOrEqual or
        BinaryOperator.Greater or BinaryOperator.GreaterOrEqual or BinaryOperator.ConditionalAnd or BinaryOperator.ConditionalOr;
}
