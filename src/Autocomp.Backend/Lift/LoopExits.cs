using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Whether statements jump to a place outside of them.</summary>
internal sealed class LoopExits : TreeWalker
{
    private readonly HashSet<Label> inside = [];
    private bool found;

    private LoopExits()
    {
    }

    /// <summary>Whether the body of a loop leaves it, or goes on to its next iteration, by a jump.</summary>
    /// <param name="loop">The loop.</param>
    public static bool Has(Statement.For loop) => Leaves(loop.Body);

    /// <summary>Whether a statement jumps to a place outside of it.</summary>
    /// <param name="statement">The statement.</param>
    public static bool Leaves(Statement statement)
    {
        LoopExits walker = new();
        walker.Visit(statement);
        return walker.found;
    }

    public override void Visit(Statement statement)
    {
        switch (statement)
        {
            case Statement.Exit exit:
                found |= !inside.Contains(exit.Label);
                break;
            case Statement.Block { Label: { } label }:
                inside.Add(label);
                break;
            case Statement.For loop:
                inside.UnionWith([loop.Break, loop.Continue]);
                break;
            case Statement.While loop:
                inside.UnionWith([loop.Break, loop.Continue]);
                break;
        }

        base.Visit(statement);
    }
}
