using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Looks for an expression inside another.</summary>
internal sealed class SumReads : TreeWalker
{
    private readonly Func<Expression, bool> wanted;
    private bool found;

    private SumReads(Func<Expression, bool> wanted) => this.wanted = wanted;

    /// <summary>Whether the expression, or a part of it, is wanted.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="wanted">What is looked for.</param>
    public static bool Any(Expression expression, Func<Expression, bool> wanted)
    {
        SumReads walker = new(wanted);
        walker.Visit(expression);
        return walker.found;
    }

    public override void Visit(Expression expression)
    {
        found |= wanted(expression);
        base.Visit(expression);
    }
}
