using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Export;

/// <summary>In which block each local of a body can be declared: the innermost one that holds all its uses.</summary>
internal sealed class LocalScopes : TreeWalker
{
    private readonly Dictionary<Statement.Block, List<Local>> declared = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Local, Statement.Block> scopes = [];
    private readonly List<Statement.Block> open = [];
    private readonly Dictionary<Local, List<Statement.Block>> paths = [];

    private LocalScopes()
    {
    }

    /// <summary>Looks at a body.</summary>
    /// <param name="body">The body.</param>
    public static LocalScopes Of(Statement.Block body)
    {
        LocalScopes scopes = new();
        scopes.Visit(body);
        foreach ((Local local, List<Statement.Block> path) in scopes.paths)
        {
            Statement.Block block = local.StackElements > 0 ? body : path[^1];
            scopes.scopes[local] = block;
            if (!scopes.declared.TryGetValue(block, out List<Local>? locals))
            {
                scopes.declared.Add(block, locals = []);
            }

            locals.Add(local);
        }

        return scopes;
    }

    /// <summary>The locals that belong to a block, in order of first use.</summary>
    /// <param name="block">The block.</param>
    public IReadOnlyList<Local> In(Statement.Block block) => declared.GetValueOrDefault(block) ?? [];

    /// <summary>All locals in order of first use.</summary>
    public IEnumerable<Local> All => paths.Keys;

    public override void Visit(Statement statement)
    {
        Statement.Block? block = statement as Statement.Block;
        if (block is not null)
        {
            open.Add(block);
        }

        switch (statement)
        {
            case Statement.Assign assign:
                Use(assign.Local);
                break;
            case Statement.For loop:
                Use(loop.Variable);
                break;
            case Statement.Intrinsic { Result: { } result }:
                Use(result);
                break;
        }

        base.Visit(statement);
        if (block is not null)
        {
            open.RemoveAt(open.Count - 1);
        }
    }

    public override void Visit(Expression expression)
    {
        if (expression is Expression.ReadLocal read)
        {
            Use(read.Local);
        }

        base.Visit(expression);
    }

    private void Use(Local local)
    {
        if (!paths.TryGetValue(local, out List<Statement.Block>? path))
        {
            paths.Add(local, [.. open]);
            return;
        }

        int common = 0;
        while (common < path.Count && common < open.Count && ReferenceEquals(path[common], open[common]))
        {
            common++;
        }

        path.RemoveRange(common, path.Count - common);
    }
}
