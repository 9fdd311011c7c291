using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Reads an expression as a linear combination of elements, products of two elements, and the sum so far.</summary>
/// <param name="reader">Indices.</param>
/// <param name="isSum">Whether an expression is the sum so far.</param>
/// <param name="isFloat">Whether the sums are floats; ints otherwise.</param>
internal sealed class TermReader(NestReader reader, Func<Expression, bool> isSum, bool isFloat)
{
    /// <summary>Why the last expression was none, or null.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether an addition of what was read is checked for overflow.</summary>
    public bool IsChecked { get; private set; }

    private ScalarType SumType => isFloat ? ScalarType.Float32 : ScalarType.Int32;

    /// <summary>The terms, or null with a reason.</summary>
    /// <param name="expression">The expression.</param>
    public ImmutableArray<LinearTerm>? Read(Expression expression)
    {
        Reason = null;
        return Terms(expression);
    }

    private ImmutableArray<LinearTerm>? Terms(Expression expression)
    {
        if (isSum(expression))
        {
            return [LinearTerm.Sum];
        }

        return expression switch
        {
            Expression.Constant { Bits: 0 } => [],
            Expression.Constant => Refuse("a constant is added"),
            Expression.ReadElement or Expression.ReadPointer => Element(expression),
            Expression.Convert convert => Converted(convert),
            Expression.Unary { Operator: UnaryOperator.Negate } negate when isFloat => Scaled(Terms(negate.Operand), new(-1, null)),
            Expression.Binary binary when binary.Type.Scalar == SumType => Binary(binary),
            Expression.Call { Function: MathFunction.FusedMultiplyAdd, Type.Scalar: ScalarType.Float32 } call when isFloat =>
                Join(Product(call.Arguments[0], call.Arguments[1]), Terms(call.Arguments[2])),
            Expression.Call when !isFloat => RoundedElement(expression),
            _ => Refuse("what is added is not a sum of elements and products of elements"),
        };
    }

    private ImmutableArray<LinearTerm>? Refuse(string reason)
    {
        Reason ??= reason;
        return null;
    }

    private ImmutableArray<LinearTerm>? Binary(Expression.Binary binary)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.Add:
                IsChecked |= binary.IsChecked;
                return Join(Terms(binary.Left), Terms(binary.Right));
            case BinaryOperator.Subtract when isFloat:
                return Join(Terms(binary.Left), Scaled(Terms(binary.Right), new(-1, null)));
            case BinaryOperator.Subtract:
                return Refuse("the accelerator can't subtract integers");
            case BinaryOperator.Multiply when isFloat && CoefficientOf(binary.Left) is { } left:
                return Scaled(Terms(binary.Right), left);
            case BinaryOperator.Multiply when isFloat && CoefficientOf(binary.Right) is { } right:
                return Scaled(Terms(binary.Left), right);
            case BinaryOperator.Divide when isFloat && CoefficientOf(binary.Right) is { Parameter: null, Constant: var divisor } && float.IsPow2(Math.Abs(divisor)):
                return Scaled(Terms(binary.Left), new(1 / divisor, null));
            case BinaryOperator.Multiply:
                return Product(binary.Left, binary.Right);
            default:
                return Refuse("what is added is not a sum of elements and products of elements");
        }
    }

    private ImmutableArray<LinearTerm>? Product(Expression left, Expression right)
    {
        if (Terms(left) is not [{ Factors: [var first] } one] || Terms(right) is not [{ Factors: [var second] } other])
        {
            return Refuse("a factor is not an element");
        }

        if (!isFloat && (first.Tensor.Scalar != ScalarType.Int8 || second.Tensor.Scalar != ScalarType.Int8 || !one.Coefficient.IsOne || !other.Coefficient.IsOne))
        {
            return Refuse("a factor of the summed products is not an element of type sbyte");
        }

        return one.Coefficient.Times(other.Coefficient) is { } coefficient
            ? [new(coefficient, [first, second])]
            : Refuse("a product has two scalar parameters");
    }

    private ImmutableArray<LinearTerm>? Element(Expression expression)
    {
        bool fits = isFloat ? expression.Type.Scalar == ScalarType.Float32 : expression.Type.Scalar is ScalarType.Int8 or ScalarType.Int32;
        return fits && reader.Accesses.Of(expression, expression.Span) is { } access
            ? [new(Coefficient.One, [access])]
            : Refuse($"an element of type {expression.Type.Scalar} is added");
    }

    private ImmutableArray<LinearTerm>? Converted(Expression.Convert convert)
    {
        if (isFloat)
        {
            return convert.Type.Scalar == ScalarType.Float32 && convert.Operand.Type.Scalar == ScalarType.Float32
                ? Terms(convert.Operand)
                : Refuse("what is added goes through another type");
        }

        bool widens = convert.Type.Scalar == ScalarType.Int32 && convert.Operand.Type.Scalar is ScalarType.Int8 or ScalarType.Int32;
        return widens && convert.Operand is Expression.ReadElement or Expression.ReadPointer ? Element(convert.Operand) : RoundedElement(convert);
    }

    /// <summary>An element that is scaled, rounded and saturated before it is added, in any of the spellings of an epilogue: what a load does.</summary>
    private ImmutableArray<LinearTerm>? RoundedElement(Expression expression)
    {
        Access? element = null;
        LiftLog own = new();
        EpilogueReader scaled = new(IsElement, reader.Accesses, sbyte.MaxValue + 1, own);
        return scaled.Read(expression) is { Stage: EpilogueValue.Step.Rounded, Low: -128, High: 127, Relu: false, Bias: null } value && element is not null
            ? [new(new(value.ScaleParameter is null ? value.ScaleConstant : 1, value.ScaleParameter), [element])]
            : Refuse("what is added is neither an element nor one that is scaled, rounded and saturated to sbyte as a load does");

        bool IsElement(Expression candidate)
        {
            Expression inner = candidate is Expression.Convert { Type.Scalar: ScalarType.Int32, Operand: var operand } ? operand : candidate;
            if (inner.Type.Scalar != ScalarType.Int8 || inner is not (Expression.ReadElement or Expression.ReadPointer) || isSum(inner))
            {
                return false;
            }

            element = reader.Accesses.Of(inner, inner.Span);
            return element is not null;
        }
    }

    private static ImmutableArray<LinearTerm>? Join(ImmutableArray<LinearTerm>? left, ImmutableArray<LinearTerm>? right) =>
        left is { } one && right is { } other ? one.AddRange(other) : null;

    private ImmutableArray<LinearTerm>? Scaled(ImmutableArray<LinearTerm>? terms, Coefficient by)
    {
        if (terms is not { } all)
        {
            return null;
        }

        ImmutableArray<LinearTerm>.Builder scaled = ImmutableArray.CreateBuilder<LinearTerm>();
        foreach (LinearTerm term in all)
        {
            if (term.Coefficient.Times(by) is not { } coefficient)
            {
                return Refuse("a term has two scalar parameters");
            }

            scaled.Add(term with { Coefficient = coefficient });
        }

        return scaled.ToImmutable();
    }

    private static Coefficient? CoefficientOf(Expression expression) => expression switch
    {
        Expression.Constant { Type.Scalar: ScalarType.Float32 } constant => new(BitConverter.Int32BitsToSingle((int)constant.Bits), null),
        Expression.ReadParameter { Parameter: { Kind: ParameterKind.Scalar, Scalar: ScalarType.Float32 } parameter } => new(1, parameter),
        Expression.Unary { Operator: UnaryOperator.Negate } negate => CoefficientOf(negate.Operand)?.Times(new(-1, null)),
        Expression.Binary { Operator: BinaryOperator.Multiply } product when CoefficientOf(product.Left) is { } left && CoefficientOf(product.Right) is { } right =>
            left.Times(right),
        _ => null,
    };
}
