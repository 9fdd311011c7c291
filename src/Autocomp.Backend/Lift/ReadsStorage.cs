using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Whether an expression reads a local, a stack buffer or a tensor.</summary>
internal sealed class ReadsStorage : TreeWalker
{
    private readonly object storage;
    private bool found;

    private ReadsStorage(object storage) => this.storage = storage;

    /// <summary>Looks through an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="storage">As <see cref="Place.Storage"/> gives it.</param>
    public static bool Test(Expression expression, object storage)
    {
        ReadsStorage walker = new(storage);
        walker.Visit(expression);
        return walker.found;
    }

    public override void Visit(Expression expression)
    {
        found |= expression switch
        {
            Expression.ReadLocal read => storage.Equals(read.Local.Id),
            Expression.ReadElement read => storage.Equals(read.Parameter.Name),
            _ => false,
        };
        base.Visit(expression);
    }
}
