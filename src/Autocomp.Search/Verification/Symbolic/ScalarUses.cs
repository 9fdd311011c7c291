using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Tree = Autocomp.Frontend.Tree.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Whether a schedule hands its runtime scalars to commands as they are, perhaps times a constant. Then what holds at one value of a scalar holds at all of them.</summary>
internal static class ScalarUses
{
    /// <summary>Looks at all operands of commands.</summary>
    /// <param name="schedule">An oblivious schedule.</param>
    /// <returns>Null, or the operand that is computed in another way, as a clause.</returns>
    public static string? Check(ScheduleTree schedule)
    {
        var taints = new TaintAnalysis(schedule.Body);
        ILookup<int, Tree> values = TreeWalk.Statements(schedule.Body).OfType<Statement.Assign>().ToLookup(a => a.Local.Id, a => a.Value);
        foreach (Statement.Intrinsic command in TreeWalk.Statements(schedule.Body).OfType<Statement.Intrinsic>())
        {
            IntrinsicArgument? computed = command.Arguments.FirstOrDefault(a => taints.Of(a.Value) != Taint.None && !IsMultiple(a.Value, 0));
            if (computed is not null) return $"operand '{computed.Parameter}' of Gemmini.{command.Name} is computed from scalar parameters and no multiple of one";
        }

        return null;

        bool IsMultiple(Tree value, int depth) => depth < 16 && value switch
        {
            Tree.ReadParameter => true,
            Tree.Unary { Operator: UnaryOperator.Negate } negative => IsMultiple(negative.Operand, depth + 1),
            Tree.Binary { Operator: BinaryOperator.Multiply } product =>
                (product.Left is Tree.Constant && IsMultiple(product.Right, depth + 1)) || (product.Right is Tree.Constant && IsMultiple(product.Left, depth + 1)),
            Tree.ReadLocal read => values[read.Local.Id].Any() && values[read.Local.Id].All(v => IsMultiple(v, depth + 1)) && values[read.Local.Id].Count() == 1,
            _ => false,
        };
    }
}
