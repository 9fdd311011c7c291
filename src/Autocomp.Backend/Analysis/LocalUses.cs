using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Analysis;

/// <summary>How the locals of a body are assigned and read.</summary>
internal sealed class LocalUses : TreeWalker
{
    private readonly Dictionary<int, int> assignments = [];
    private readonly HashSet<int> activeLoops = [];
    private readonly HashSet<int> loopVariables = [];
    private readonly HashSet<int> readOutside = [];

    /// <summary>Walks a body.</summary>
    /// <param name="body">The body.</param>
    public static LocalUses Of(Statement body)
    {
        LocalUses uses = new();
        uses.Visit(body);
        return uses;
    }

    /// <summary>Statements that assign the local; a counted loop assigns its variable once.</summary>
    /// <param name="local">The local.</param>
    public int Assignments(Local local) => assignments.GetValueOrDefault(local.Id);

    /// <summary>Whether a loop variable is read where its loop is not running.</summary>
    /// <param name="variable">The variable.</param>
    public bool IsReadOutsideLoop(Local variable) => readOutside.Contains(variable.Id);

    public override void Visit(Statement statement)
    {
        switch (statement)
        {
            case Statement.Assign assign:
                Count(assign.Local);
                break;
            case Statement.Intrinsic { Result: { } result }:
                Count(result);
                break;
            case Statement.For loop:
                Count(loop.Variable);
                loopVariables.Add(loop.Variable.Id);
                Visit(loop.From);
                Visit(loop.To);
                activeLoops.Add(loop.Variable.Id);
                Visit(loop.Body);
                activeLoops.Remove(loop.Variable.Id);
                return;
        }

        base.Visit(statement);
    }

    public override void Visit(Expression expression)
    {
        if (expression is Expression.ReadLocal read && !activeLoops.Contains(read.Local.Id))
        {
            readOutside.Add(read.Local.Id);
        }

        base.Visit(expression);
    }

    private void Count(Local local) => assignments[local.Id] = Assignments(local) + 1;
}
