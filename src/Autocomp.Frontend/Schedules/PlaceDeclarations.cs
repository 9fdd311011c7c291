using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Schedules;

/// <summary>Finds where C# must declare each local of a tidy tree: at the first statement that uses it, in the innermost block that holds all uses.</summary>
internal sealed class PlaceDeclarations
{
    private readonly Dictionary<Local, List<(Statement.Block Block, Statement Statement)>> homes = new();
    private readonly List<(Statement.Block Block, Statement Statement)> path = new();
    private readonly HashSet<Local> loopVariables = new();
    private readonly List<Local> order = new();

    private PlaceDeclarations()
    {
    }

    /// <summary>All locals in order of first use.</summary>
    public IReadOnlyList<Local> Locals => order;

    /// <summary>Locals by the statement at which they are declared. Loop variables and stack buffers are not listed.</summary>
    public Dictionary<Statement, List<Local>> ByStatement { get; } = new(ReferenceComparer.Instance);

    /// <summary>Places the locals of a body.</summary>
    public static PlaceDeclarations In(Statement.Block body)
    {
        PlaceDeclarations places = new();
        places.VisitBlock(body);
        foreach (Local local in places.order.Where(l => l.StackElements == 0 && !places.loopVariables.Contains(l)))
        {
            List<(Statement.Block Block, Statement Statement)> home = places.homes[local];
            Statement statement = home[home.Count - 1].Statement;
            if (!places.ByStatement.TryGetValue(statement, out List<Local>? locals)) places.ByStatement.Add(statement, locals = new List<Local>());
            locals.Add(local);
        }

        return places;
    }

    private void VisitBlock(Statement statement)
    {
        Statement.Block block = (Statement.Block)statement;
        foreach (Statement inner in block.Statements)
        {
            path.Add((block, inner));
            Visit(inner);
            path.RemoveAt(path.Count - 1);
        }
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Statement.Block block:
                VisitBlock(block);
                break;
            case Statement.Assign assign:
                Visit(assign.Value);
                Mention(assign.Local);
                break;
            case Statement.WriteElement write:
                foreach (Expression index in write.Indices) Visit(index);
                Visit(write.Value);
                break;
            case Statement.WritePointer write:
                Visit(write.Pointer);
                Visit(write.Value);
                break;
            case Statement.If conditional:
                Visit(conditional.Condition);
                VisitBlock(conditional.Then);
                if (conditional.Else is not null) VisitBlock(conditional.Else);
                break;
            case Statement.For loop:
                Visit(loop.From);
                loopVariables.Add(loop.Variable);
                Mention(loop.Variable);
                Visit(loop.To);
                VisitBlock(loop.Body);
                break;
            case Statement.While loop:
                Visit(loop.Condition);
                VisitBlock(loop.Body);
                break;
            case Statement.Intrinsic intrinsic:
                foreach (IntrinsicArgument argument in intrinsic.Arguments) Visit(argument.Value);
                if (intrinsic.Result is not null) Mention(intrinsic.Result);
                break;
        }
    }

    private void Visit(Expression expression)
    {
        foreach (Local local in ExpressionLocals.In(expression)) Mention(local);
    }

    private void Mention(Local local)
    {
        if (!homes.TryGetValue(local, out List<(Statement.Block Block, Statement Statement)>? home))
        {
            order.Add(local);
            homes.Add(local, new List<(Statement.Block, Statement)>(path));
            return;
        }

        // Shorten to the innermost common block, keeping the first statement in it.
        int common = 0;
        while (common < home.Count && common < path.Count && ReferenceEquals(home[common].Block, path[common].Block)) common++;
        home.RemoveRange(common, home.Count - common);
    }
}
