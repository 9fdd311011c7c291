using System.Collections.Immutable;
using System.Numerics;
using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Recognises integer arithmetic that divides a sum by a power of two and rounds as the accelerator does, however it is written.</summary>
/// <remarks>
/// A proof, not a list of spellings. With D = 2^(s+1), each node is shown to satisfy e(x + D) = e(x) + c for a constant c of its own, without
/// overflow for any sum that can occur. When c is 2 for the whole, as it is for the rounding division, the two are equal everywhere once they
/// are equal on 0..D-1, which is tried.
/// </remarks>
internal sealed class RoundingShift
{
    private const int Largest = 16;

    private readonly Func<Expression, EpilogueValue?> sumOf;
    private readonly int shift;
    private readonly Interval sums;
    private EpilogueValue? sum;
    private bool overflows;

    private RoundingShift(int shift, Func<Expression, EpilogueValue?> sumOf, Int128 largestSum)
    {
        this.shift = shift;
        this.sumOf = sumOf;
        Int128 limit = Int128.Min(Int128.Max(largestSum, Period), int.MaxValue);
        sums = new(-limit - 1, limit);
    }

    private long Period => 2L << shift;

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="sumOf">The sum that an expression is, with bias and ReLU, or null.</param>
    /// <param name="largestSum">The largest magnitude of a sum without a bias that is added last.</param>
    /// <returns>The sum and the shift; or why the shift is another one; or neither when it isn't a shift of a sum.</returns>
    public static (EpilogueValue? Sum, int Shift, string? Difference) Read(Expression expression, Func<Expression, EpilogueValue?> sumOf, Int128 largestSum)
    {
        int shift = ShiftsIn(expression).DefaultIfEmpty(0).Max();
        if (shift is < 1 or > Largest || expression.Type.Scalar is not (ScalarType.Int32 or ScalarType.Int64) || sumOf(expression) is not null)
        {
            return default;
        }

        RoundingShift reader = new(shift, sumOf, largestSum);
        if (reader.IncrementOf(expression) != 2 || reader.sum is null || !reader.IsExact(expression))
        {
            return reader is { overflows: true, sum: not null } ? (null, shift, "what is added before the shift can overflow; Quantize.RoundingShiftRight can't") : default;
        }

        for (int x = 0; x < reader.Period; x++)
        {
            long here = reader.Evaluate(expression, x), there = (x + (1 << (shift - 1)) - 1 + ((x >> shift) & 1)) >> shift;
            if (here != there)
            {
                return (null, shift, $"the shift makes {here} of {x}, the accelerator {there}: it rounds to nearest, halves to even (Quantize.RoundingShiftRight)");
            }
        }

        return (reader.sum, shift, null);
    }

    private static IEnumerable<int> ShiftsIn(Expression expression) => Parts(expression).SelectMany(ShiftsIn)
        .Concat(expression is Expression.Binary { Operator: BinaryOperator.ShiftRight, Right: Expression.Constant { Bits: > 0 and < 32 } count } ? [(int)count.Bits] : []);

    private static ImmutableArray<Expression> Parts(Expression expression) => expression switch
    {
        Expression.Unary unary => [unary.Operand],
        Expression.Convert convert => [convert.Operand],
        Expression.Conditional conditional => [conditional.Condition, conditional.WhenTrue, conditional.WhenFalse],
        Expression.Binary { Operator: not (BinaryOperator.Divide or BinaryOperator.Remainder or BinaryOperator.UnsignedShiftRight), IsChecked: false } binary => [binary.Left, binary.Right],
        _ => [],
    };

    /// <summary>
    /// By how much the expression grows when the sum grows by the period, in the bits that its type has; null when that varies or is not known.
    /// </summary>
    private Int128? IncrementOf(Expression expression)
    {
        if (SumAt(expression) is { } leaf)
        {
            sum ??= leaf;
            return sum == leaf ? Period : null;
        }

        if (expression is Expression.Constant { Type.IsFloat: false })
        {
            return 0;
        }

        Int128?[] parts = [.. Parts(expression).Select(IncrementOf)];
        if (parts.Length == 0 || expression.Type.IsFloat || parts.Any(part => part is null))
        {
            return null;
        }

        // Whatever is computed of parts that repeat with the period repeats with it.
        return parts.All(part => part == 0) ? 0 : Combined(expression, parts);
    }

    private Int128? Combined(Expression expression, Int128?[] parts) => expression switch
    {
        Expression.Convert { Type.ScalarSize: >= 4 } convert when convert.Type.ScalarSize <= convert.Operand.Type.ScalarSize || IsExact(convert.Operand) => parts[0],
        Expression.Unary { Operator: UnaryOperator.Negate or UnaryOperator.Complement } => -parts[0],
        Expression.Conditional when parts[0] == 0 && parts[1] == parts[2] => parts[1],
        Expression.Binary { Operator: BinaryOperator.Add } => parts[0] + parts[1],
        Expression.Binary { Operator: BinaryOperator.Subtract } => parts[0] - parts[1],
        Expression.Binary { Operator: BinaryOperator.And } binary when parts[1] == 0 => Masked(parts[0]!.Value, binary.Right),
        Expression.Binary { Operator: BinaryOperator.And } binary when parts[0] == 0 => Masked(parts[1]!.Value, binary.Left),
        Expression.Binary { Operator: BinaryOperator.ShiftRight, Left: { Type.IsSigned: true } shifted, Right: Expression.Constant { Bits: >= 0 and < 32 } count }
            when parts[0]!.Value % (1L << (int)count.Bits) == 0 && IsExact(shifted) => parts[0]!.Value >> (int)count.Bits,
        _ => null,
    };

    /// <summary>The masked bits repeat when the growth is above them.</summary>
    private Int128? Masked(Int128 increment, Expression mask) =>
        RangeOf(mask) is { } range && range.Low >= 0 && range.High <= int.MaxValue && increment % AllBits(range.High) == 0 ? 0 : null;

    /// <summary>The power of two above a number.</summary>
    private static Int128 AllBits(Int128 value) => BitOperations.RoundUpToPowerOf2((ulong)value + 1);

    /// <summary>Whether no value of the expression wraps.</summary>
    private bool IsExact(Expression expression)
    {
        bool fits = Interval.Of(expression.Type).Contains(RangeOf(expression));
        overflows |= !fits;
        return fits;
    }

    private EpilogueValue? SumAt(Expression expression) => expression.Type.Scalar == ScalarType.Int32 ? sumOf(expression) : null;

    private Interval RangeOf(Expression expression)
    {
        Interval? range = SumAt(expression) is { } leaf ? (leaf.Bias is null ? sums : Interval.Of(expression.Type)) : expression switch
        {
            Expression.Constant constant => Interval.Exactly(constant.Bits),
            Expression.Convert convert => RangeOf(convert.Operand),
            Expression.Unary { Operator: UnaryOperator.Negate } negated => Interval.Exactly(0) - RangeOf(negated.Operand),
            Expression.Unary { Operator: UnaryOperator.Complement } complement => Interval.Exactly(-1) - RangeOf(complement.Operand),
            Expression.Conditional choice => RangeOf(choice.WhenTrue).Union(RangeOf(choice.WhenFalse)),
            Expression.Binary { Operator: BinaryOperator.Add } binary => RangeOf(binary.Left) + RangeOf(binary.Right),
            Expression.Binary { Operator: BinaryOperator.Subtract } binary => RangeOf(binary.Left) - RangeOf(binary.Right),
            Expression.Binary { Operator: BinaryOperator.And, Right: Expression.Constant { Bits: >= 0 } mask } => new(0, mask.Bits),
            Expression.Binary { Operator: BinaryOperator.And } binary when RangeOf(binary.Right) is var bits && bits.Low >= 0 => new(0, bits.High),
            Expression.Binary { Operator: BinaryOperator.Or } binary when RangeOf(binary.Left).Union(RangeOf(binary.Right)) is var either && either.Low >= 0 && either.High <= int.MaxValue => new(0, AllBits(either.High) - 1),
            Expression.Binary { Operator: BinaryOperator.ShiftRight, Right: Expression.Constant count } binary when RangeOf(binary.Left) is var all => new(all.Low >> (int)count.Bits, all.High >> (int)count.Bits),
            _ => null,
        };
        return range ?? Interval.Of(expression.Type);
    }

    private long Evaluate(Expression expression, int x)
    {
        if (SumAt(expression) is not null)
        {
            return x;
        }

        long Of(Expression part) => Evaluate(part, x);
        return expression switch
        {
            Expression.Constant constant => constant.Bits,
            Expression.Convert convert => Cut(Of(convert.Operand), convert.Type),
            Expression.Conditional choice => Of(choice.Condition) != 0 ? Of(choice.WhenTrue) : Of(choice.WhenFalse),
            Expression.Unary unary => Cut(unary.Operator switch { UnaryOperator.Negate => -Of(unary.Operand), UnaryOperator.Complement => ~Of(unary.Operand), _ => 1 - Of(unary.Operand) }, unary.Type),
            Expression.Binary binary => Cut(Operate(binary, Of(binary.Left), Of(binary.Right)), binary.Type),
            _ => throw new InvalidOperationException($"Not a shift: {expression.GetType().Name}."),
        };
    }

    private static long Operate(Expression.Binary binary, long a, long b) => binary.Operator switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.And or BinaryOperator.ConditionalAnd => a & b,
        BinaryOperator.Or or BinaryOperator.ConditionalOr => a | b,
        BinaryOperator.ExclusiveOr => a ^ b,
        BinaryOperator.ShiftLeft => a << (int)(b & ((8 * binary.Type.ScalarSize) - 1)),
        BinaryOperator.ShiftRight => a >> (int)(b & ((8 * binary.Type.ScalarSize) - 1)),
        BinaryOperator.Equal => a == b ? 1 : 0,
        BinaryOperator.NotEqual => a != b ? 1 : 0,
        BinaryOperator.Less => a < b ? 1 : 0,
        BinaryOperator.LessOrEqual => a <= b ? 1 : 0,
        BinaryOperator.Greater => a > b ? 1 : 0,
        BinaryOperator.GreaterOrEqual => a >= b ? 1 : 0,

        _ => throw new InvalidOperationException($"Not a shift: {binary.Operator}."),
    };

    private static long Cut(long value, DataType type) => type.Scalar switch
    {
        ScalarType.Boolean => value & 1,
        ScalarType.Int8 => (sbyte)value,
        ScalarType.UInt8 => (byte)value,
        ScalarType.Int16 => (short)value,
        ScalarType.UInt16 => (ushort)value,
        ScalarType.Int32 => (int)value,
        ScalarType.UInt32 => (uint)value,
        _ => value,
    };
}
