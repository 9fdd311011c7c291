using System.Collections.Immutable;
using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Lift;

/// <summary>Recognises a result as a sum of matrices: products, several in one sum, elements that are added, coefficients.</summary>
/// <param name="reader">The writes and their indices.</param>
/// <param name="target">The machine.</param>
/// <param name="log">Takes the remark.</param>
internal sealed class SumMatcher(NestReader reader, TargetDescription target, LiftLog log)
{
    private const long LargestProduct = 128 * 128;

    private readonly bool isFloat = target.Element == ElementType.Float32;

    /// <summary>The operation, or null with a remark.</summary>
    /// <param name="sum">The statements that make up the result.</param>
    public TensorOperation? Match(FoundSum sum)
    {
        Access stored = reader.Result(sum.Store);
        if (isFloat ? stored.Tensor.Scalar != ScalarType.Float32 : stored.Tensor.Scalar is not (ScalarType.Int8 or ScalarType.Int32))
        {
            return Refuse($"results of type {stored.Tensor.Scalar} are not what target {target.Name} stores", sum);
        }

        if (sum.Store.Loops.Any(loop => loop.Count > 1 && !sum.Elements.Contains(loop) && !sum.Parts.Any(part => part.Statement == sum.Store && part.Terms.Contains(loop)))
            || !LoopMatch.IsInjective(stored.Index, sum.Elements))
        {
            return Refuse($"elements of '{stored.Tensor.Name}' are written more than once", sum);
        }

        List<PlacedTerm> terms = [];
        if (Finish(sum, stored, terms) is not { } epilogue || !Contributions(sum, stored, terms))
        {
            return null;
        }

        if (terms.All(term => term.Factors.Length < 2 && term.Terms.IsEmpty) && terms.Count < 2 && (terms.Count == 0 || epilogue == Plain))
        {
            return Refuse(terms.Count == 0 ? "nothing is summed up" : "elements are copied, not summed up", sum);
        }

        return OperandOverlap.Find(stored, terms, reader.Scope.Around) is { } overlap
            ? Refuse(overlap, sum)
            : new SumShape(sum.Elements, stored, terms, reader.Scope.Around, target.Dim * target.MaxBlockLength, log, sum.Store.Span).Build(epilogue);
    }

    private Epilogue Plain => new(null, 1, false, isFloat);

    private TensorOperation? Refuse(string remark, FoundSum sum) => log.Refuse<TensorOperation>(remark, sum.Store.Span);

    /// <summary>Reads what the store makes of the sum; what it adds to it goes to the terms, the sum's coefficient stays with it.</summary>
    private Epilogue? Finish(FoundSum sum, Access stored, List<PlacedTerm> terms)
    {
        if (sum.Parts.Any(part => part.Statement == sum.Store))
        {
            return stored.Tensor.Scalar == ScalarType.Int8 ? log.Refuse<Epilogue>("sums of sbyte wrap", sum.Store.Span) : Plain;
        }

        TermReader linear = new(reader, sum.IsSum, isFloat);
        Expression? captured = null;
        ImmutableArray<LinearTerm> read = [];
        bool IsLinear(Expression expression)
        {
            if (captured is not null)
            {
                return TreeEquality.Same(captured, expression);
            }

            if (expression.Type.Scalar != (isFloat ? ScalarType.Float32 : ScalarType.Int32) || expression.Type.IsPointer || linear.Read(expression) is not { Length: > 0 } found)
            {
                return false;
            }

            (captured, read) = (expression, found);
            return true;
        }

        Epilogue? epilogue = isFloat
            ? new FloatEpilogueReader(IsLinear, log).Read(sum.Store.Value)
            : new EpilogueReader(IsLinear, reader.Accesses, LargestSum(sum), log).Read(sum.Store.Value) is { } value
                ? EpilogueRules.Of(value, stored.Tensor, sum.Store.Span, log)
                : null;
        if (epilogue is null || captured is null)
        {
            return log.Refuse<Epilogue>(linear.Reason ?? "the stored value is not a function of a sum that the accelerator has", sum.Store.Span);
        }

        if (linear.IsChecked || read.Count(term => term.Factors.IsEmpty) != (sum.Parts.IsEmpty ? 0 : 1))
        {
            return log.Refuse<Epilogue>(linear.IsChecked ? "the sum is checked for overflow, and can overflow" : "the sums are not stored once", sum.Store.Span);
        }

        terms.AddRange(read.Select(term => new PlacedTerm(term.Coefficient, term.Factors, [])));
        return epilogue;
    }

    /// <summary>Replaces the sum among the terms by what its statements contribute to it.</summary>
    private bool Contributions(FoundSum sum, Access stored, List<PlacedTerm> terms)
    {
        PlacedTerm? whole = terms.Find(term => term.Factors.IsEmpty);
        terms.RemoveAll(term => term.Factors.IsEmpty);
        Coefficient outside = whole?.Coefficient ?? Coefficient.One;
        foreach (FoundSum.Part part in sum.Parts)
        {
            TermReader linear = new(reader, part.IsSum, isFloat);
            if (linear.Read(part.Statement.Value) is not { } read)
            {
                return log.Refuse<object>(linear.Reason!, part.Statement.Span) is not null;
            }

            bool isUpdate = read.Any(term => term.Factors.IsEmpty);
            if (read.Count(term => term.Factors.IsEmpty && term.Coefficient.IsOne) != read.Count(term => term.Factors.IsEmpty)
                || read.Count(term => term.Factors.IsEmpty) > 1 || (isUpdate && linear.IsChecked))
            {
                return log.Refuse<object>(linear.IsChecked ? "the sum is checked for overflow, and can overflow" : "the sum is multiplied while it is summed up", part.Statement.Span) is not null;
            }

            foreach (LinearTerm term in read.Where(term => !term.Factors.IsEmpty))
            {
                if (term.Coefficient.Times(outside) is not { } coefficient)
                {
                    return log.Refuse<object>("a term has two scalar parameters", part.Statement.Span) is not null;
                }

                terms.Add(new(coefficient, [.. term.Factors.Select(access => access with { Index = Accumulation.Translate(access.Index, part.ToElements) })], part.Terms));
            }
        }

        // Without a start the sums go on from what the result held.
        if (!sum.Parts.IsEmpty && sum.Parts.All(part => SumReads.Any(part.Statement.Value, part.IsSum)))
        {
            terms.Add(new(outside, [stored], []));
        }

        return true;
    }

    /// <summary>The largest magnitude that a sum can have, for proofs that its way through float is exact.</summary>
    private static Int128 LargestSum(FoundSum sum)
    {
        Int128 largest = 0;
        foreach (FoundSum.Part part in sum.Parts)
        {
            largest += part.Terms.Aggregate((Int128)LargestProduct, (product, loop) => product * loop.Count);
        }

        return AddsInt(sum) ? int.MaxValue : largest + LargestProduct;
    }

    private static bool AddsInt(FoundSum sum) => sum.Parts.Select(part => part.Statement.Value).Append(sum.Store.Value)
        .Any(value => SumReads.Any(value, read => read is Expression.ReadElement or Expression.ReadPointer && read.Type.Scalar == ScalarType.Int32));
}
