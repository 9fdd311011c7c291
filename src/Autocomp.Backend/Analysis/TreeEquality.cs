using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Analysis;

/// <summary>Whether two expressions are the same computation, wherever they stand in source.</summary>
internal static class TreeEquality
{
    /// <summary>Compares structure, types and constants.</summary>
    /// <param name="left">One expression.</param>
    /// <param name="right">The other.</param>
    public static bool Same(Expression left, Expression right)
    {
        if (left.Type != right.Type)
        {
            return false;
        }

        return (left, right) switch
        {
            (Expression.Constant a, Expression.Constant b) => a.Bits == b.Bits,
            (Expression.ReadLocal a, Expression.ReadLocal b) => a.Local.Id == b.Local.Id,
            (Expression.ReadParameter a, Expression.ReadParameter b) => a.Parameter.Name == b.Parameter.Name,
            (Expression.ReadElement a, Expression.ReadElement b) => a.Parameter.Name == b.Parameter.Name && Same(a.Indices, b.Indices),
            (Expression.ReadPointer a, Expression.ReadPointer b) => Same(a.Pointer, b.Pointer),
            (Expression.OffsetPointer a, Expression.OffsetPointer b) => Same(a.Pointer, b.Pointer) && Same(a.Elements, b.Elements),
            (Expression.Unary a, Expression.Unary b) => a.Operator == b.Operator && a.IsChecked == b.IsChecked && Same(a.Operand, b.Operand),
            (Expression.Binary a, Expression.Binary b) =>
                a.Operator == b.Operator && a.IsChecked == b.IsChecked && Same(a.Left, b.Left) && Same(a.Right, b.Right),
            (Expression.Convert a, Expression.Convert b) => a.IsChecked == b.IsChecked && Same(a.Operand, b.Operand),
            (Expression.Conditional a, Expression.Conditional b) =>
                Same(a.Condition, b.Condition) && Same(a.WhenTrue, b.WhenTrue) && Same(a.WhenFalse, b.WhenFalse),
            (Expression.Call a, Expression.Call b) => a.Function == b.Function && Same(a.Arguments, b.Arguments),
            (Expression.BitCast a, Expression.BitCast b) => Same(a.Operand, b.Operand),
            _ => false,
        };
    }

    private static bool Same(ImmutableArray<Expression> left, ImmutableArray<Expression> right) =>
        left.Length == right.Length && left.Zip(right).All(pair => Same(pair.First, pair.Second));
}
