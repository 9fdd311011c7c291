using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>What statements do first with a scalar local: read the value that it had, or give it a new one.</summary>
internal sealed class LocalLiveness : TreeWalker
{
    private readonly int local;
    private bool written;
    private int conditions;

    private LocalLiveness(int local) => this.local = local;

    /// <summary>Whether the value that the local had is read.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Looks at statements in order.</summary>
    /// <param name="local">The local's id.</param>
    /// <param name="statements">The statements.</param>
    /// <returns>True when the earlier value is read, false when it is overwritten first, null when nothing happens to it.</returns>
    public static bool? ReadsEarlierValue(int local, IEnumerable<Statement> statements)
    {
        LocalLiveness walker = new(local);
        foreach (Statement statement in statements)
        {
            walker.Visit(statement);
            if (walker.IsRead || walker.written)
            {
                return walker.IsRead;
            }
        }

        return null;
    }

    public override void Visit(Statement statement)
    {
        if (IsRead || written)
        {
            return;
        }

        bool conditional = statement is Statement.If or Statement.While or Statement.Block { Label: not null } || (statement is Statement.For loop && !Runs(loop));
        conditions += conditional ? 1 : 0;
        base.Visit(statement);
        conditions -= conditional ? 1 : 0;

        // A write that may not happen hides nothing: the earlier value may still be read behind it.
        written |= conditions == 0 && statement is Statement.Assign assign && assign.Local.Id == local;
    }

    private static bool Runs(Statement.For loop) => loop is { From: Expression.Constant from, To: Expression.Constant to } && from.Bits < to.Bits;

    public override void Visit(Expression expression)
    {
        IsRead |= !written && expression is Expression.ReadLocal read && read.Local.Id == local;
        base.Visit(expression);
    }
}
