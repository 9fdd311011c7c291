using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Lowering;

/// <summary>Smallest and largest value that an integer expression can have, from constants, types and enclosing counted loops.</summary>
/// <param name="Low">Smallest.</param>
/// <param name="High">Largest.</param>
internal readonly record struct Bounds(long Low, long High)
{
    // Keeps sums and products of two bounds far from overflow.
    private const long Far = 1L << 62;

    /// <summary>Bounds of an expression.</summary>
    /// <param name="expression">An integer expression.</param>
    /// <param name="loops">Bounds of the loop variables in scope by id.</param>
    public static Bounds Of(Expression expression, IReadOnlyDictionary<int, Bounds> loops)
    {
        Bounds type = new(ScalarTypes.Low(expression.Type.Scalar), ScalarTypes.High(expression.Type.Scalar));
        if (expression.Type.Scalar == ScalarType.UInt64 && expression is not Expression.Constant { Bits: >= 0 }) return new Bounds(0, long.MaxValue);
        Bounds? exact = expression switch
        {
            Expression.Constant constant => new Bounds(constant.Bits, constant.Bits),
            Expression.ReadLocal read => loops.TryGetValue(read.Local.Id, out Bounds bounds) ? bounds : null,
            Expression.Convert { Operand.Type: { IsFloat: false, Scalar: not ScalarType.UInt64 } } convert => Of(convert.Operand, loops),
            Expression.Binary binary => OfBinary(binary, loops),
            Expression.Conditional conditional => Of(conditional.WhenTrue, loops).Union(Of(conditional.WhenFalse, loops)),
            Expression.Call { Function: MathFunction.Min } call => Combine(call, loops, Math.Min),
            Expression.Call { Function: MathFunction.Max } call => Combine(call, loops, Math.Max),
            Expression.Unary { Operator: UnaryOperator.Negate } unary when Of(unary.Operand, loops) is { Low: > -Far, High: < Far } operand => new Bounds(-operand.High, -operand.Low),
            _ => null,
        };
        return exact is { } found && found.Low >= type.Low && found.High <= type.High ? found : type;
    }

    private Bounds Union(Bounds other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    private static Bounds Combine(Expression.Call call, IReadOnlyDictionary<int, Bounds> loops, Func<long, long, long> combine)
    {
        Bounds a = Of(call.Arguments[0], loops), b = Of(call.Arguments[1], loops);
        return new Bounds(combine(a.Low, b.Low), combine(a.High, b.High));
    }

    private static Bounds? OfBinary(Expression.Binary binary, IReadOnlyDictionary<int, Bounds> loops)
    {
        if (!ScalarTypes.IsInteger(binary.Type)) return null;
        Bounds a = Of(binary.Left, loops), b = Of(binary.Right, loops);
        switch (binary.Operator)
        {
            case BinaryOperator.Add when a.IsNear && b.IsNear:
                return new Bounds(a.Low + b.Low, a.High + b.High);
            case BinaryOperator.Subtract when a.IsNear && b.IsNear:
                return new Bounds(a.Low - b.High, a.High - b.Low);
            case BinaryOperator.Multiply when a.IsSmall && b.IsSmall:
                long p = a.Low * b.Low, q = a.Low * b.High, r = a.High * b.Low, s = a.High * b.High;
                return new Bounds(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
            case BinaryOperator.Divide when a.Low >= 0 && b.Low > 0:
                return new Bounds(a.Low / b.High, a.High / b.Low);
            case BinaryOperator.Remainder when a.Low >= 0 && b.Low > 0:
                return new Bounds(0, Math.Min(a.High, b.High - 1));
            case BinaryOperator.And when b.Low >= 0:
                return new Bounds(0, a.Low >= 0 ? Math.Min(a.High, b.High) : b.High);
            case BinaryOperator.ShiftRight when a.Low >= 0 && b is { Low: >= 0, High: < 32 }:
                return new Bounds(a.Low >> (int)b.High, a.High >> (int)b.Low);
            default:
                return null;
        }
    }

    private bool IsNear => Low > -Far && High < Far;

    private bool IsSmall => Low >= -int.MaxValue && High <= int.MaxValue;
}
