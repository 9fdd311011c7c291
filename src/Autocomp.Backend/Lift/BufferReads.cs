using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Collects the reads through pointers in an expression.</summary>
internal sealed class BufferReads : TreeWalker
{
    private readonly List<Expression.ReadPointer> reads = [];

    /// <summary>Looks through an expression.</summary>
    /// <param name="expression">The expression.</param>
    public static IReadOnlyList<Expression.ReadPointer> In(Expression expression)
    {
        BufferReads walker = new();
        walker.Visit(expression);
        return walker.reads;
    }

    public override void Visit(Expression expression)
    {
        if (expression is Expression.ReadPointer read)
        {
            reads.Add(read);
        }

        base.Visit(expression);
    }
}
