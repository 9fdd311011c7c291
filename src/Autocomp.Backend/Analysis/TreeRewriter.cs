using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Analysis;

/// <summary>Builds changed copies of expressions, inside out. Unchanged parts are shared.</summary>
internal abstract class TreeRewriter
{
    /// <summary>Rewrites the parts of an expression, then the expression itself by <see cref="Replace"/>.</summary>
    /// <param name="expression">The expression.</param>
    public Expression Rewrite(Expression expression) => Replace(expression switch
    {
        Expression.ReadElement read => read with { Indices = Rewrite(read.Indices) },
        Expression.ReadPointer read => read with { Pointer = Rewrite(read.Pointer) },
        Expression.OffsetPointer offset => offset with { Pointer = Rewrite(offset.Pointer), Elements = Rewrite(offset.Elements) },
        Expression.Unary unary => unary with { Operand = Rewrite(unary.Operand) },
        Expression.Binary binary => binary with { Left = Rewrite(binary.Left), Right = Rewrite(binary.Right) },
        Expression.Convert convert => convert with { Operand = Rewrite(convert.Operand) },
        Expression.Conditional conditional => conditional with
        {
            Condition = Rewrite(conditional.Condition),
            WhenTrue = Rewrite(conditional.WhenTrue),
            WhenFalse = Rewrite(conditional.WhenFalse),
        },
        Expression.Call call => call with { Arguments = Rewrite(call.Arguments) },
        Expression.BitCast cast => cast with { Operand = Rewrite(cast.Operand) },
        _ => expression,
    });

    /// <summary>Rewrites each of several expressions.</summary>
    /// <param name="expressions">The expressions.</param>
    public ImmutableArray<Expression> Rewrite(ImmutableArray<Expression> expressions) => [.. expressions.Select(Rewrite)];

    /// <summary>What stands for an expression whose parts have been rewritten.</summary>
    /// <param name="expression">The expression.</param>
    protected abstract Expression Replace(Expression expression);
}
