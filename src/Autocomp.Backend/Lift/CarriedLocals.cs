using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Finds locals that are first assigned outside a loop and assigned again in it: they carry a value through its iterations.</summary>
internal sealed class CarriedLocals
{
    private readonly Dictionary<int, int> depthOfFirst = [];
    private readonly HashSet<int> carried = [];

    private CarriedLocals()
    {
    }

    /// <summary>Looks through a body.</summary>
    /// <param name="body">The body.</param>
    public static CarriedLocals Of(Statement body)
    {
        CarriedLocals locals = new();
        locals.Visit(body, 0);
        return locals;
    }

    /// <summary>Whether the local carries a value.</summary>
    /// <param name="local">The local.</param>
    public bool Contains(Local local) => carried.Contains(local.Id);

    /// <summary>The number of loops around the first assignment.</summary>
    /// <param name="local">The local.</param>
    public int DepthOf(Local local) => depthOfFirst[local.Id];

    private void Visit(Statement statement, int depth)
    {
        switch (statement)
        {
            case Statement.Block block:
                foreach (Statement child in block.Statements)
                {
                    Visit(child, depth);
                }

                break;
            case Statement.Assign assign:
                if (!depthOfFirst.TryAdd(assign.Local.Id, depth) && depth > depthOfFirst[assign.Local.Id])
                {
                    carried.Add(assign.Local.Id);
                }

                break;
            case Statement.If conditional:
                Visit(conditional.Then, depth);
                if (conditional.Else is { } otherwise)
                {
                    Visit(otherwise, depth);
                }

                break;
            case Statement.For loop:
                Visit(loop.Body, depth + 1);
                break;
            case Statement.While loop:
                Visit(loop.Body, depth + 1);
                break;
        }
    }
}
