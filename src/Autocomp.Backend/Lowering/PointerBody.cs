using System.Collections.Immutable;
using Autocomp.Backend.Analysis;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lowering;

/// <summary>Turns tensor elements into pointer accesses. An index that is not proved in bounds gets a check in front of its statement.</summary>
internal sealed class PointerBody : TreeRewriter
{
    private readonly ValueRanges ranges;
    private readonly List<Statement> checks = [];
    private Expression? guard;

    private PointerBody(Statement whole) => ranges = ValueRanges.Of(whole);

    /// <summary>Rewrites a body.</summary>
    /// <param name="body">The body over tensors.</param>
    public static Statement.Block Of(Statement.Block body) => Of(body, body);

    /// <summary>Rewrites a part of a body.</summary>
    /// <param name="body">The part.</param>
    /// <param name="whole">The body: its loops bound the part's indices.</param>
    public static Statement.Block Of(Statement.Block body, Statement whole) => (Statement.Block)new PointerBody(whole).Rewrite(body);

    protected override Expression Replace(Expression expression) => expression is Expression.ReadElement read
        ? new Expression.ReadPointer(Pointer(read.Parameter, read.Indices), read.Type)
        : expression;

    private Statement Rewrite(Statement statement)
    {
        switch (statement)
        {
            case Statement.Block block:
                return block with { Statements = [.. block.Statements.Select(Rewrite)] };
            case Statement.Assign assign:
                return Checked(assign with { Value = Value(assign.Value) });
            case Statement.WriteElement write:
                Expression value = Value(write.Value);
                foreach (Expression index in write.Indices)
                {
                    Check(index);
                }

                Expression pointer = Pointer(write.Parameter, Rewrite(write.Indices));
                CheckIndices(write.Parameter, write.Indices);
                return Checked(new Statement.WritePointer(pointer, value) { Span = write.Span });
            case Statement.WritePointer write:
                return Checked(write with { Pointer = Value(write.Pointer), Value = Value(write.Value) });
            case Statement.If conditional:
                Expression condition = Value(conditional.Condition);
                Statement[] before = TakeChecks();
                Statement branch = conditional with
                {
                    Condition = condition,
                    Then = Rewrite(conditional.Then),
                    Else = conditional.Else is { } otherwise ? Rewrite(otherwise) : null,
                };
                return Sequence(before, branch);
            case Statement.For loop:
                Expression from = Value(loop.From), to = Value(loop.To);
                Statement[] first = TakeChecks();
                return Sequence(first, loop with { From = from, To = to, Body = Rewrite(loop.Body) });
            case Statement.While loop:
                return While(loop);
            default:
                return statement;
        }
    }

    /// <summary>A condition that needs checks moves into the body, where checks can stand before it.</summary>
    private Statement.While While(Statement.While loop)
    {
        Expression condition = Value(loop.Condition);
        Statement[] before = TakeChecks();
        Statement body = Rewrite(loop.Body);
        if (before.Length == 0)
        {
            return loop with { Condition = condition, Body = body };
        }

        Statement leave = new Statement.If(
            new Expression.Unary(UnaryOperator.Not, condition, false, condition.Type), new Statement.Exit(loop.Break), null);
        Expression forever = new Expression.Constant(new DataType(ScalarType.Boolean), 1);
        Statement test = Sequence(before, leave);

        // A jump to the next iteration must still meet a test at the end, so the body becomes a block that it leaves.
        return loop.TestAtEnd
            ? new Statement.While(forever, new Statement.Block([new Statement.Block([body], loop.Continue), test]), false, loop.Break, new Label(-loop.Continue.Id - 1)) { Span = loop.Span }
            : loop with { Condition = forever, Body = new Statement.Block([test, body]) };
    }

    private Expression Value(Expression expression)
    {
        Check(expression);
        return Rewrite(expression);
    }

    /// <summary>Collects checks for an expression in C#'s order; one that is evaluated on a condition is checked on it.</summary>
    private void Check(Expression expression)
    {
        switch (expression)
        {
            case Expression.ReadElement read:
                CheckAll(read.Indices);
                CheckIndices(read.Parameter, read.Indices);
                break;
            case Expression.ReadPointer read:
                Check(read.Pointer);
                break;
            case Expression.OffsetPointer offset:
                CheckAll([offset.Pointer, offset.Elements]);
                break;
            case Expression.Unary unary:
                Check(unary.Operand);
                break;
            case Expression.Binary { Operator: BinaryOperator.ConditionalAnd or BinaryOperator.ConditionalOr } binary:
                Check(binary.Left);
                CheckOn(binary.Left, binary.Operator == BinaryOperator.ConditionalAnd, binary.Right);
                break;
            case Expression.Binary binary:
                CheckAll([binary.Left, binary.Right]);
                break;
            case Expression.Convert convert:
                Check(convert.Operand);
                break;
            case Expression.Conditional conditional:
                Check(conditional.Condition);
                CheckOn(conditional.Condition, true, conditional.WhenTrue);
                CheckOn(conditional.Condition, false, conditional.WhenFalse);
                break;
            case Expression.Call call:
                CheckAll(call.Arguments);
                break;
            case Expression.BitCast cast:
                Check(cast.Operand);
                break;
        }
    }

    private void CheckAll(ImmutableArray<Expression> expressions)
    {
        foreach (Expression expression in expressions)
        {
            Check(expression);
        }
    }

    private void CheckOn(Expression condition, bool value, Expression expression)
    {
        Expression? outer = guard;
        Expression test = Rewrite(condition);
        DataType boolean = new(ScalarType.Boolean);
        test = value ? test : new Expression.Unary(UnaryOperator.Not, test, false, boolean);
        guard = outer is null ? test : new Expression.Binary(BinaryOperator.ConditionalAnd, outer, test, false, boolean);
        Check(expression);
        guard = outer;
    }

    private void CheckIndices(KernelParameter tensor, ImmutableArray<Expression> indices)
    {
        for (int d = 0; d < indices.Length; d++)
        {
            long extent = indices.Length == 1 ? tensor.Elements : tensor.Shape[d];
            if (new Interval(0, extent - 1).Contains(ranges.Of(indices[d])))
            {
                continue;
            }

            DataType boolean = new(ScalarType.Boolean), unsigned = new(ScalarType.UInt64);
            Expression index = new Expression.Convert(Wide(Rewrite(indices[d])), false, unsigned);
            Expression outside = new Expression.Binary(BinaryOperator.GreaterOrEqual, index, new Expression.Constant(unsigned, extent), false, boolean);
            Expression condition = guard is null ? outside : new Expression.Binary(BinaryOperator.ConditionalAnd, guard, outside, false, boolean);
            checks.Add(new Statement.If(condition, new Statement.Block([new Statement.Trap(KernelTraps.IndexOutOfRange)]), null));
        }
    }

    private static Expression.OffsetPointer Pointer(KernelParameter tensor, ImmutableArray<Expression> indices)
    {
        DataType wide = new(ScalarType.Int64);
        Expression flat = Wide(indices[0]);
        for (int d = 1; d < indices.Length; d++)
        {
            Expression scaled = new Expression.Binary(BinaryOperator.Multiply, flat, new Expression.Constant(wide, tensor.Shape[d]), false, wide);
            flat = new Expression.Binary(BinaryOperator.Add, scaled, Wide(indices[d]), false, wide);
        }

        return new(new Expression.ReadParameter(tensor, new DataType(tensor.Scalar, true)), flat);
    }

    private static Expression Wide(Expression index) =>
        index.Type.Scalar == ScalarType.Int64 ? index : new Expression.Convert(index, false, new DataType(ScalarType.Int64));

    private Statement[] TakeChecks()
    {
        Statement[] taken = [.. checks];
        checks.Clear();
        return taken;
    }

    private Statement Checked(Statement statement) => Sequence(TakeChecks(), statement);

    private static Statement Sequence(Statement[] before, Statement statement) =>
        before.Length == 0 ? statement : new Statement.Block([.. before.Select(check => check with { Span = statement.Span }), statement]);
}
