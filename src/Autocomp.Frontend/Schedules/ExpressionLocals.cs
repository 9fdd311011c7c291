using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Schedules;

/// <summary>Walks expressions.</summary>
internal static class ExpressionLocals
{
    /// <summary>The locals that an expression reads, in order, with repetitions.</summary>
    public static IEnumerable<Local> In(Expression expression)
    {
        if (expression is Expression.ReadLocal read) return [read.Local];
        return Children(expression).SelectMany(In);
    }

    /// <summary>The operands of an expression.</summary>
    public static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        Expression.ReadElement read => read.Indices,
        Expression.ReadPointer read => [read.Pointer],
        Expression.OffsetPointer offset => [offset.Pointer, offset.Elements],
        Expression.Unary unary => [unary.Operand],
        Expression.Binary binary => [binary.Left, binary.Right],
        Expression.Convert convert => [convert.Operand],
        Expression.BitCast cast => [cast.Operand],
        Expression.Conditional conditional => [conditional.Condition, conditional.WhenTrue, conditional.WhenFalse],
        Expression.Call call => call.Arguments,
        _ => [],
    };
}
