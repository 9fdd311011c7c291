using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Tests.Execution;

/// <summary>Rewrites a kernel's body over tensors as a schedule's over pointers (flat indices only; out-of-range ones become memory faults).</summary>
internal static class PointerBody
{
    public static Statement.Block Of(Statement.Block body) => (Statement.Block)Rewrite(body);

    private static Statement Rewrite(Statement statement) => statement switch
    {
        Statement.Block block => block with { Statements = block.Statements.Select(Rewrite).ToImmutableArray() },
        Statement.Assign assign => assign with { Value = Rewrite(assign.Value) },
        Statement.WriteElement write => new Statement.WritePointer(Pointer(write.Parameter, write.Indices), Rewrite(write.Value)),
        Statement.WritePointer write => new Statement.WritePointer(Rewrite(write.Pointer), Rewrite(write.Value)),
        Statement.If conditional => conditional with { Condition = Rewrite(conditional.Condition), Then = Rewrite(conditional.Then), Else = conditional.Else is null ? null : Rewrite(conditional.Else) },
        Statement.For loop => loop with { From = Rewrite(loop.From), To = Rewrite(loop.To), Body = Rewrite(loop.Body) },
        Statement.While loop => loop with { Condition = Rewrite(loop.Condition), Body = Rewrite(loop.Body) },
        _ => statement,
    };

    private static Expression Rewrite(Expression expression) => expression switch
    {
        Expression.ReadElement read => new Expression.ReadPointer(Pointer(read.Parameter, read.Indices), read.Type),
        Expression.ReadPointer read => read with { Pointer = Rewrite(read.Pointer) },
        Expression.OffsetPointer offset => new Expression.OffsetPointer(Rewrite(offset.Pointer), Rewrite(offset.Elements)),
        Expression.Unary unary => unary with { Operand = Rewrite(unary.Operand) },
        Expression.Binary binary => binary with { Left = Rewrite(binary.Left), Right = Rewrite(binary.Right) },
        Expression.Convert convert => convert with { Operand = Rewrite(convert.Operand) },
        Expression.BitCast cast => cast with { Operand = Rewrite(cast.Operand) },
        Expression.Conditional conditional => conditional with { Condition = Rewrite(conditional.Condition), WhenTrue = Rewrite(conditional.WhenTrue), WhenFalse = Rewrite(conditional.WhenFalse) },
        Expression.Call call => call with { Arguments = call.Arguments.Select(Rewrite).ToImmutableArray() },
        _ => expression,
    };

    private static Expression Pointer(Kernels.KernelParameter parameter, ImmutableArray<Expression> indices)
    {
        Expression index = Rewrite(indices.Single());
        if (index.Type.Scalar != ScalarType.Int64) index = index is Expression.Constant constant ? constant with { Type = new DataType(ScalarType.Int64) } : new Expression.Convert(index, false, new DataType(ScalarType.Int64));
        Expression start = new Expression.ReadParameter(parameter, new DataType(parameter.Scalar, IsPointer: true));
        return index is Expression.Constant { Bits: 0 } ? start : new Expression.OffsetPointer(start, index);
    }
}
