using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>The values of temporaries in straight-line code, as expressions of loop variables, parameters and elements.</summary>
/// <param name="values">By local id; null where a later write has made the value stale.</param>
internal sealed class Temporaries(Dictionary<int, Expression?> values) : TreeRewriter
{
    /// <summary>The values.</summary>
    public Dictionary<int, Expression?> Values { get; private set; } = values;

    /// <summary>A temporary that was read although its value is stale, or null.</summary>
    public Local? Stale { get; private set; }

    /// <summary>A copy for one side of a condition.</summary>
    public Dictionary<int, Expression?> Copy() => new(Values);

    /// <summary>Goes on with other values.</summary>
    /// <param name="other">The values.</param>
    public void Use(Dictionary<int, Expression?> other) => Values = other;

    /// <summary>After a write: temporaries that read the written storage no longer say what it holds.</summary>
    /// <param name="storage">As <see cref="Place.Storage"/> gives it.</param>
    public void Invalidate(object storage)
    {
        foreach ((int id, Expression? value) in Values.ToArray())
        {
            if (value is not null && ReadsStorage.Test(value, storage))
            {
                Values[id] = null;
            }
        }
    }

    protected override Expression Replace(Expression expression)
    {
        if (expression is not Expression.ReadLocal read || !Values.TryGetValue(read.Local.Id, out Expression? value))
        {
            return expression;
        }

        if (value is null)
        {
            Stale ??= read.Local;
            return expression;
        }

        return value;
    }
}
