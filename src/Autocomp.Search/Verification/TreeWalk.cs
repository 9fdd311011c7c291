using Autocomp.Frontend.Tree;

namespace Autocomp.Search.Verification;

/// <summary>Enumerates a loop tree.</summary>
internal static class TreeWalk
{
    /// <summary>A statement and all statements in it, in source order.</summary>
    public static IEnumerable<Statement> Statements(Statement statement)
    {
        yield return statement;
        Statement[] inner = statement switch
        {
            Statement.Block block => [.. block.Statements],
            Statement.If choice => choice.Else is null ? [choice.Then] : [choice.Then, choice.Else],
            Statement.For loop => [loop.Body],
            Statement.While loop => [loop.Body],
            _ => [],
        };
        foreach (Statement part in inner)
        {
            foreach (Statement found in Statements(part)) yield return found;
        }
    }

    /// <summary>The expressions that stand in a statement itself, not in statements inside it.</summary>
    public static IEnumerable<Expression> Roots(Statement statement) => statement switch
    {
        Statement.Assign assign => [assign.Value],
        Statement.WriteElement write => [.. write.Indices, write.Value],
        Statement.WritePointer write => [write.Pointer, write.Value],
        Statement.If choice => [choice.Condition],
        Statement.For loop => [loop.From, loop.To],
        Statement.While loop => [loop.Condition],
        Statement.Intrinsic command => command.Arguments.Select(a => a.Value),
        _ => [],
    };

    /// <summary>An expression and all expressions in it.</summary>
    public static IEnumerable<Expression> Expressions(Expression expression) =>
        Operands(expression).SelectMany(Expressions).Prepend(expression);

    /// <summary>The direct operands of an expression.</summary>
    public static IEnumerable<Expression> Operands(Expression expression) => expression switch
    {
        Expression.ReadElement read => read.Indices,
        Expression.ReadPointer read => [read.Pointer],
        Expression.OffsetPointer offset => [offset.Pointer, offset.Elements],
        Expression.Unary unary => [unary.Operand],
        Expression.Binary binary => [binary.Left, binary.Right],
        Expression.Convert convert => [convert.Operand],
        Expression.Conditional conditional => [conditional.Condition, conditional.WhenTrue, conditional.WhenFalse],
        Expression.Call call => call.Arguments,
        Expression.BitCast cast => [cast.Operand],
        _ => [],
    };
}
