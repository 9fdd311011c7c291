using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Lift;

/// <summary>Recognises an accumulation of products as a matrix product.</summary>
/// <param name="reader">The writes and their indices.</param>
/// <param name="target">The machine.</param>
/// <param name="log">Takes the remark.</param>
/// <param name="guards">Takes the conditions under which products are added; null to refuse conditions.</param>
internal sealed class MatrixProductMatcher(NestReader reader, TargetDescription target, LiftLog log, List<Guard>? guards = null)
{
    private const long LargestProduct = 128 * 128;

    private readonly bool isFloat = target.Element == ElementType.Float32;

    /// <summary>The product, or null with a remark.</summary>
    /// <param name="sums">The accumulation.</param>
    public TensorOperation.MatrixProduct? Match(Accumulation sums) =>
        Match(sums, (first, second, result, bias, end) => new ProductShape(sums, first, second, result, bias, reader.Scope.Around, log).Build(end));

    /// <summary>Sums of products as any operation, or null with a remark.</summary>
    /// <param name="sums">The accumulation.</param>
    /// <param name="build">Makes the operation of both factors, the result, the bias or null, and what happens to the sums.</param>
    public T? Match<T>(Accumulation sums, Func<Access, Access, Access, Access?, Epilogue, T?> build)
        where T : TensorOperation
    {
        if (guards is null && sums.Update.Guards.Length > 0)
        {
            return log.Refuse<T>("a condition decides what is added", sums.Update.Span);
        }

        guards?.AddRange(sums.Update.Guards);
        if (Factors(sums) is not ({ } first, { } second) || ResultOf(sums) is not { } result || !ApartFrom(result, first, second, sums))
        {
            return null;
        }

        Int128 terms = sums.Terms.Aggregate((Int128)1, (product, loop) => product * loop.Count);
        Access? bias = StartingBias(sums);
        if (log.Remark is not null || !CannotOverflowWhenChecked(sums, bias, terms))
        {
            return null;
        }

        Int128 largest = bias is null ? terms * LargestProduct : int.MaxValue;
        if ((isFloat ? FloatEpilogue(sums) : IntegerEpilogue(sums, result, largest)) is not ({ } end, var late))
        {
            return null;
        }

        if (late is not null)
        {
            if (bias is not null)
            {
                return log.Refuse<T>("two biases are added", sums.Store.Span);
            }

            bias = late with { Index = Accumulation.Translate(late.Index, sums.StoreLoops) };
        }

        if (bias is not null && bias.Tensor.Name == result.Tensor.Name)
        {
            return log.Refuse<T>($"'{bias.Tensor.Name}' is read and written", sums.Update.Span);
        }

        return bias is not null && bias.Tensor.MayAlias && result.Tensor.MayAlias
            ? log.Refuse<T>($"'{result.Tensor.Name}' may overlap '{bias.Tensor.Name}'", sums.Update.Span)
            : build(first, second, result, bias, end);
    }

    private (Epilogue? End, Access? Bias) IntegerEpilogue(Accumulation sums, Access result, Int128 largest)
    {
        EpilogueReader epilogue = new(sums.IsSum, reader.Accesses, largest, log);
        EpilogueValue? value = sums.Store == sums.Update ? new EpilogueValue(EpilogueValue.Step.Sum) : epilogue.Read(sums.Store.Value);
        return (value is null ? null : EpilogueRules.Of(value, result.Tensor, sums.Store.Span, log), value?.Bias);
    }

    private (Epilogue? End, Access? Bias) FloatEpilogue(Accumulation sums)
    {
        if (sums.Store == sums.Update)
        {
            return (new Epilogue(null, 1, false, true), null);
        }

        Expression? captured = null;
        Access? bias = null;
        bool IsSum(Expression expression)
        {
            if (captured is not null)
            {
                return TreeEquality.Same(captured, expression);
            }

            if (!sums.IsSum(expression))
            {
                if (expression is not Expression.Binary { Operator: BinaryOperator.Add, Type.Scalar: ScalarType.Float32 } addition || sums.IsSum(addition.Left) == sums.IsSum(addition.Right))
                {
                    return false;
                }

                Expression added = sums.IsSum(addition.Left) ? addition.Right : addition.Left;
                bias = reader.Accesses.Of(added, added.Span);
                if (bias is null)
                {
                    return false;
                }
            }

            captured = expression;
            return true;
        }

        Epilogue? end = new FloatEpilogueReader(IsSum, log).Read(sums.Store.Value);
        return (end, bias);
    }

    private (Access First, Access Second)? Factors(Accumulation sums)
    {
        if (isFloat && guards is not null)
        {
            return FloatFactors(sums);
        }

        if (target.Element != ElementType.Int8)
        {
            log.Refuse<object>($"target {target.Name} does not multiply sbyte", sums.Update.Span);
        }
        else if (WhereAdded(sums.Added) is not Expression.Binary { Operator: BinaryOperator.Multiply, Type.Scalar: ScalarType.Int32 } product)
        {
            log.Refuse<object>("what is summed up is not a product of two elements in int", sums.Update.Span);
        }
        else if (Factor(product.Left, sums) is { } first && Factor(product.Right, sums) is { } second)
        {
            return (first, second);
        }

        return null;
    }

    /// <summary>No value chosen by a condition: zero times a float need not be zero.</summary>
    private (Access First, Access Second)? FloatFactors(Accumulation sums)
    {
        Access? Read(Expression factor) => factor.Type.Scalar == ScalarType.Float32 && factor is Expression.ReadElement or Expression.ReadPointer
            ? reader.Accesses.Of(factor, sums.Update.Span, guards)
            : log.Refuse<Access>("a factor of the summed products is not an element of type float", factor.Span ?? sums.Update.Span);

        (Expression, Expression)? factors = sums.Added switch
        {
            Expression.Binary { Operator: BinaryOperator.Multiply, Type.Scalar: ScalarType.Float32 } product => (product.Left, product.Right),
            _ => null,
        };
        if (factors is not var (left, right))
        {
            log.Refuse<object>("what is summed up is not a product of two elements in float", sums.Update.Span);
            return null;
        }

        return Read(left) is { } first && Read(right) is { } second ? (first, second) : null;
    }

    private Access? Factor(Expression factor, Accumulation sums)
    {
        Expression element = WhereAdded(factor);
        while (element is Expression.Convert { Operand.Type: { IsFloat: false, Scalar: not ScalarType.Boolean } } convert && convert.Type.ScalarSize >= convert.Operand.Type.ScalarSize)
        {
            element = WhereAdded(convert.Operand);
        }

        return element.Type.Scalar == ScalarType.Int8 && element is Expression.ReadElement or Expression.ReadPointer
            ? reader.Accesses.Of(element, sums.Update.Span, guards)
            : log.Refuse<Access>("a factor of the summed products is not an element of type sbyte", factor.Span ?? sums.Update.Span);
    }

    /// <summary>A value that is zero unless a condition on loop variables holds is that value where it holds: adding zero is adding nothing.</summary>
    private Expression WhereAdded(Expression expression)
    {
        while (expression is Expression.Conditional conditional && (IsZero(conditional.WhenTrue) || IsZero(conditional.WhenFalse)))
        {
            bool wanted = IsZero(conditional.WhenFalse);
            if (new GuardReader(reader.Accesses).Read(conditional.Condition, wanted) is not { } added || (guards is null && Guard.All(added).Length > 0))
            {
                break;
            }

            guards?.AddRange(added);
            expression = wanted ? conditional.WhenTrue : conditional.WhenFalse;
        }

        return expression;
    }

    private static bool IsZero(Expression expression) => expression switch
    {
        Expression.Constant constant => constant.Bits == 0,
        Expression.Convert convert => IsZero(convert.Operand),
        _ => false,
    };

    private Access? ResultOf(Accumulation sums)
    {
        Access stored = reader.Result(sums.Store);
        Access result = stored with { Index = Accumulation.Translate(stored.Index, sums.StoreLoops) };
        return LoopMatch.IsInjective(result.Index, sums.Elements)
            ? result
            : log.Refuse<Access>($"elements of '{result.Tensor.Name}' are written more than once", sums.Store.Span);
    }

    private bool ApartFrom(Access result, Access first, Access second, Accumulation sums)
    {
        foreach (KernelParameter factor in new[] { first.Tensor, second.Tensor })
        {
            if (factor.Name == result.Tensor.Name)
            {
                log.Refuse<object>($"'{factor.Name}' is read and written", sums.Update.Span);
            }
            else if (factor.MayAlias && result.Tensor.MayAlias)
            {
                log.Refuse<object>($"'{result.Tensor.Name}' may overlap '{factor.Name}'", sums.Update.Span);
            }
        }

        return log.Remark is null;
    }

    private Access? StartingBias(Accumulation sums)
    {
        switch (sums.Start.Value)
        {
            case Expression.Constant { Bits: 0 }:
                return null;
            case Expression.ReadElement or Expression.ReadPointer when sums.Start.Value.Type.Scalar == (isFloat ? ScalarType.Float32 : ScalarType.Int32) && !sums.IsSum(sums.Start.Value):
                Access? access = reader.Accesses.Of(sums.Start.Value, sums.Start.Span);
                return access is null ? null : access with { Index = Accumulation.Translate(access.Index, sums.StartLoops) };
            default:
                return log.Refuse<Access>("the sums start from something that is neither 0 nor an element of an int bias row", sums.Start.Span);
        }
    }

    /// <summary>Sums wrap like C#'s unchecked ones. Checked ones must be unable to overflow.</summary>
    private bool CannotOverflowWhenChecked(Accumulation sums, Access? bias, Int128 terms)
    {
        bool isChecked = !isFloat && sums.Update.Value is Expression.Binary { IsChecked: true };
        if (isChecked && (bias is not null || terms * LargestProduct > int.MaxValue))
        {
            log.Refuse<object>("the sum is checked for overflow, and can overflow", sums.Update.Span);
        }

        return log.Remark is null;
    }
}
