using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>A counted loop with a constant number of iterations, around the statements that lift looks at. Compared by identity.</summary>
/// <param name="statement">The loop in the tree.</param>
/// <param name="from">First value of the variable, by the loops around.</param>
/// <param name="count">Iterations, at least 1.</param>
internal sealed class Loop(Statement.For statement, LinearForm from, long count)
{
    /// <summary>The loop in the tree.</summary>
    public Statement.For Statement { get; } = statement;

    /// <summary>First value of the variable, by the loops around.</summary>
    public LinearForm From { get; } = from;

    /// <summary>Iterations, at least 1.</summary>
    public long Count { get; } = count;

    /// <summary>What is added to the variable after each iteration.</summary>
    public long Step => Statement.Step;

    /// <summary>The name of the variable.</summary>
    public string Name => Statement.Variable.Name;
}
