using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Reads a loop around nests.</summary>
internal static class LoopReader
{
    /// <summary>The loop with its constant number of iterations, or null.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="scope">What stands around it.</param>
    /// <param name="names">Assignments of locals that its bounds may use.</param>
    public static Loop? Read(Statement.For loop, LiftScope scope, ImmutableArray<Statement> names)
    {
        Temporaries temporaries = new([]);
        foreach (Statement.Assign name in names.Cast<Statement.Assign>())
        {
            temporaries.Values[name.Local.Id] = temporaries.Rewrite(name.Value);
        }

        AffineAccess accesses = new(scope, new());
        if (accesses.TryLinear(temporaries.Rewrite(loop.From)) is not { } from || accesses.TryLinear(temporaries.Rewrite(loop.To)) is not { } to
            || to + from.Times(-1) is not { Coefficients.IsEmpty: true } extent)
        {
            return null;
        }

        long count = (extent.Constant + loop.Step - 1) / loop.Step;
        return count is > 0 and <= int.MaxValue ? new(loop, from, count) : null;
    }
}
