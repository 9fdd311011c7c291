using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>What the statements of a body write: ids of locals and buffers, names of tensors.</summary>
internal sealed class WrittenStorage : TreeWalker
{
    private readonly HashSet<object> storages = [];

    /// <summary>Looks through a body.</summary>
    /// <param name="body">The body.</param>
    public static IReadOnlyCollection<object> In(Statement body)
    {
        WrittenStorage walker = new();
        walker.Visit(body);
        return walker.storages;
    }

    public override void Visit(Statement statement)
    {
        switch (statement)
        {
            case Statement.Assign assign:
                storages.Add(assign.Local.Id);
                break;
            case Statement.WriteElement write:
                storages.Add(write.Parameter.Name);
                break;
            case Statement.WritePointer { Pointer: Expression.ReadLocal read }:
                storages.Add(read.Local.Id);
                break;
            case Statement.WritePointer { Pointer: Expression.OffsetPointer { Pointer: Expression.ReadLocal read } }:
                storages.Add(read.Local.Id);
                break;
        }

        base.Visit(statement);
    }
}
