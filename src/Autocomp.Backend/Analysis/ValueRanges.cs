using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Analysis;

/// <summary>What values the integer expressions of a body can take, from the bounds of its counted loops.</summary>
/// <remarks>
/// A local has a known range when it is the variable of one counted loop and read only inside it, or when one statement assigns it.
/// Everything else ranges over its type. Ranges hold wherever C#'s definite assignment lets the local be read.
/// </remarks>
internal sealed class ValueRanges
{
    private readonly Dictionary<int, Interval> locals = [];
    private readonly Dictionary<Expression, Interval> known = new(ReferenceEqualityComparer.Instance);
    private readonly LocalUses uses;

    private ValueRanges(LocalUses uses) => this.uses = uses;

    /// <summary>Analyses a body.</summary>
    /// <param name="body">The body.</param>
    public static ValueRanges Of(Statement body)
    {
        ValueRanges ranges = new(LocalUses.Of(body));
        ranges.Visit(body);
        return ranges;
    }

    /// <summary>Whether the local's range follows from the body, not from its type alone.</summary>
    /// <param name="local">The local.</param>
    public bool IsKnown(Local local) => locals.ContainsKey(local.Id);

    /// <summary>The values of an integer expression.</summary>
    /// <param name="expression">The expression.</param>
    public Interval Of(Expression expression)
    {
        if (expression is Expression.Constant { Type.IsFloat: false } constant)
        {
            return Interval.Exactly(constant.Type.Scalar == ScalarType.UInt64 ? (Int128)(ulong)constant.Bits : constant.Bits);
        }

        if (!known.TryGetValue(expression, out Interval range))
        {
            Interval all = Interval.Of(expression.Type);
            range = expression.Type.IsFloat || expression.Type.IsPointer ? all : Exact(expression) is { } exact && all.Contains(exact) ? exact : all;
            known.Add(expression, range);
        }

        return range;
    }

    /// <summary>Whether an operation on integers can't leave its type: wrapping and checked arithmetic agree.</summary>
    /// <param name="expression">A binary or unary operation, or a conversion.</param>
    public bool StaysInType(Expression expression) => Exact(expression) is { } exact && Interval.Of(expression.Type).Contains(exact);

    /// <summary>The values that the expression would have without wrapping; null when nothing is known.</summary>
    private Interval? Exact(Expression expression) => expression switch
    {
        Expression.ReadLocal read => locals.TryGetValue(read.Local.Id, out Interval range) ? range : null,
        Expression.Convert convert => convert.Operand.Type is { IsFloat: false, IsPointer: false } ? Of(convert.Operand) : null,
        Expression.Conditional conditional => Of(conditional.WhenTrue).Union(Of(conditional.WhenFalse)),
        Expression.Unary { Operator: UnaryOperator.Negate } negate => Interval.Exactly(0) - Of(negate.Operand),
        Expression.Binary binary when binary.Left.Type is { IsFloat: false, IsPointer: false } => Exact(binary),
        Expression.Call call => Exact(call),
        _ => null,
    };

    private Interval? Exact(Expression.Binary binary)
    {
        Interval left = Of(binary.Left), right = Of(binary.Right);
        return binary.Operator switch
        {
            BinaryOperator.Add => left + right,
            BinaryOperator.Subtract => left - right,
            BinaryOperator.Multiply when IsNarrow(left) && IsNarrow(right) => left * right,
            BinaryOperator.Divide when right.Low > 0 => Divide(left, right),
            BinaryOperator.Remainder when right.Low > 0 =>
                new(left.Low < 0 ? Int128.Max(left.Low, 1 - right.High) : 0, left.High > 0 ? Int128.Min(left.High, right.High - 1) : 0),
            BinaryOperator.And when left.Low >= 0 && right.Low >= 0 => new(0, Int128.Min(left.High, right.High)),
            BinaryOperator.Or or BinaryOperator.ExclusiveOr when left.Low >= 0 && right.Low >= 0 => Join(binary.Operator, left, right),
            BinaryOperator.ShiftLeft when IsNarrow(left) && right.IsPoint && right.Low >= 0 && right.Low < 8 * binary.Type.ScalarSize =>
                left * Interval.Exactly(Int128.One << (int)right.Low),
            BinaryOperator.ShiftRight when right.IsPoint && right.Low >= 0 && right.Low < 8 * binary.Type.ScalarSize =>
                new(left.Low >> (int)right.Low, left.High >> (int)right.Low),
            _ => null,
        };
    }

    private Interval? Exact(Expression.Call call) => call.Function switch
    {
        MathFunction.Min => Combine(call, Int128.Min),
        MathFunction.Max => Combine(call, Int128.Max),
        MathFunction.PopCount or MathFunction.LeadingZeroCount or MathFunction.TrailingZeroCount => new Interval(0, 64),
        MathFunction.ScaleToInt8 or MathFunction.SaturateToInt8 => new Interval(sbyte.MinValue, sbyte.MaxValue),
        _ => null,
    };

    private Interval Combine(Expression.Call call, Func<Int128, Int128, Int128> choose)
    {
        Interval left = Of(call.Arguments[0]), right = Of(call.Arguments[1]);
        return new(choose(left.Low, right.Low), choose(left.High, right.High));
    }

    /// <summary>Whether a product of two such values fits 128 bits.</summary>
    private static bool IsNarrow(Interval range) => Interval.Of(new DataType(ScalarType.Int64)).Contains(range);

    private static Interval Divide(Interval left, Interval right) => new(
        left.Low < 0 ? left.Low / right.Low : left.Low / right.High,
        left.High < 0 ? left.High / right.High : left.High / right.Low);

    /// <summary>Or and exclusive or of non-negative values stay below the next power of two.</summary>
    private static Interval Join(BinaryOperator operation, Interval left, Interval right)
    {
        if (left.IsPoint && right.IsPoint)
        {
            return Interval.Exactly(operation == BinaryOperator.Or ? left.Low | right.Low : left.Low ^ right.Low);
        }

        Int128 ones = Int128.Max(left.High, right.High);
        for (int shift = 1; shift < 128; shift *= 2)
        {
            ones |= ones >> shift;
        }

        return new(operation == BinaryOperator.Or ? Int128.Max(left.Low, right.Low) : 0, ones);
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Statement.Block block:
                foreach (Statement child in block.Statements)
                {
                    Visit(child);
                }

                break;
            case Statement.Assign assign when uses.Assignments(assign.Local) == 1 && !assign.Local.Type.IsPointer && !assign.Local.Type.IsFloat:
                locals[assign.Local.Id] = Of(assign.Value);
                break;
            case Statement.If conditional:
                Visit(conditional.Then);
                if (conditional.Else is { } otherwise)
                {
                    Visit(otherwise);
                }

                break;
            case Statement.For loop:
                if (uses.Assignments(loop.Variable) == 1 && !uses.IsReadOutsideLoop(loop.Variable))
                {
                    Interval from = Of(loop.From);
                    locals[loop.Variable.Id] = new(from.Low, Int128.Max(from.Low, Of(loop.To).High - 1));
                }

                Visit(loop.Body);
                break;
            case Statement.While loop:
                Visit(loop.Body);
                break;
        }
    }
}
