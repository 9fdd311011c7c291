using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Reads a condition on loop variables, in any of the common spellings, as guards that hold together.</summary>
/// <param name="accesses">Affine functions of the loops.</param>
internal sealed class GuardReader(AffineAccess accesses)
{
    /// <summary>The guards that hold exactly when the condition has a value; null when it is no conjunction of comparisons of affine functions.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="wanted">The value.</param>
    public ImmutableArray<Guard>? Read(Expression condition, bool wanted = true) => condition switch
    {
        Expression.Constant { Type.Scalar: ScalarType.Boolean } constant when constant.Bits != 0 == wanted => [],
        Expression.Unary { Operator: UnaryOperator.Not } not => Read(not.Operand, !wanted),
        Expression.Binary { Operator: BinaryOperator.ConditionalAnd or BinaryOperator.And, Type.Scalar: ScalarType.Boolean } both when wanted => Both(both, wanted),
        Expression.Binary { Operator: BinaryOperator.ConditionalOr or BinaryOperator.Or, Type.Scalar: ScalarType.Boolean } either when !wanted => Both(either, wanted),
        Expression.Binary { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual } comparison => Compare(comparison, wanted),
        Expression.Conditional { WhenFalse: Expression.Constant { Bits: 0 } } both when wanted => Join(Read(both.Condition), Read(both.WhenTrue)),
        Expression.Conditional { WhenTrue: Expression.Constant { Bits: 1 } } either when !wanted => Join(Read(either.Condition, false), Read(either.WhenFalse, false)),
        _ => null,
    };

    /// <summary>Whether a condition is provably false, as that of an index check where the loops' own conditions keep to the bounds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="guards">What holds.</param>
    public bool IsNever(Expression condition, ImmutableArray<Guard> guards) =>
        condition is Expression.Binary { Operator: BinaryOperator.ConditionalOr } either
            ? IsNever(either.Left, guards) && IsNever(either.Right, guards)
            : Read(condition) is { } needed && needed.Any(guard => guard.IsNever || (Guard.Range(guard.Form, guards) is var (low, high) && (high < guard.Low || low > guard.High)));

    private ImmutableArray<Guard>? Both(Expression.Binary binary, bool wanted) => Join(Read(binary.Left, wanted), Read(binary.Right, wanted));

    private static ImmutableArray<Guard>? Join(ImmutableArray<Guard>? left, ImmutableArray<Guard>? right) =>
        left is { } first && right is { } second ? [.. first, .. second] : null;

    private ImmutableArray<Guard>? Compare(Expression.Binary comparison, bool wanted)
    {
        BinaryOperator operation = wanted ? comparison.Operator : Opposite(comparison.Operator);
        if (Unsigned(comparison.Left) is { } inside && comparison.Right is Expression.Constant { Bits: > 0 and <= int.MaxValue } limit && operation is BinaryOperator.Less or BinaryOperator.LessOrEqual)
        {
            return [Guard.Between(inside, 0, limit.Bits - (operation == BinaryOperator.Less ? 1 : 0))];
        }

        if (comparison.Left.Type.Scalar is not (ScalarType.Int32 or ScalarType.Int64) || accesses.TryLinear(comparison.Left) is not { } left || accesses.TryLinear(comparison.Right) is not { } right)
        {
            return null;
        }

        LinearForm difference = left + right.Times(-1);
        return operation switch
        {
            BinaryOperator.Less => [Guard.Between(difference, null, -1)],
            BinaryOperator.LessOrEqual => [Guard.Between(difference, null, 0)],
            BinaryOperator.Greater => [Guard.Between(difference, 1, null)],
            BinaryOperator.GreaterOrEqual => [Guard.Between(difference, 0, null)],
            BinaryOperator.Equal => [Guard.Between(difference, 0, 0)],
            _ => null,
        };
    }

    /// <summary>The signed function under a conversion to unsigned, whose negative values become large ones.</summary>
    private LinearForm? Unsigned(Expression expression) =>
        expression is Expression.Convert { IsChecked: false, Type.Scalar: ScalarType.UInt32 or ScalarType.UInt64, Operand: { Type.Scalar: ScalarType.Int32 or ScalarType.Int64 } signed } convert
        && convert.Type.ScalarSize >= signed.Type.ScalarSize
            ? accesses.TryLinear(signed)
            : null;

    private static BinaryOperator Opposite(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Equal => BinaryOperator.NotEqual,
        BinaryOperator.NotEqual => BinaryOperator.Equal,
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        _ => BinaryOperator.Less,
    };
}
