using System.Collections.Immutable;
using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Finds, among the writes of a kernel, the start, update and store of one accumulation.</summary>
/// <param name="reader">The writes and their indices.</param>
/// <param name="log">Takes the remark.</param>
/// <param name="largest">Whether to find the largest of elements instead of their sum.</param>
internal sealed class AccumulationFinder(NestReader reader, LiftLog log, bool largest = false)
{
    /// <summary>The accumulation that all writes make up, or null with a remark.</summary>
    public Accumulation? Find()
    {
        Write[] updates = [.. reader.Writes.Where(write => Added(write) is not null)];
        if (updates is not [var update])
        {
            return log.Refuse<Accumulation>(
                updates.Length == 0 ? "nothing is summed up" : "more than one statement sums up", updates.ElementAtOrDefault(1)?.Span);
        }

        Write[] others = [.. reader.Writes.Where(write => write != update)];
        Write[] starts = [.. others.Where(write => write.Place.Storage.Equals(update.Place.Storage))];
        Write[] stores = [.. others.Except(starts)];
        bool inOutput = update.Place is Place.Element || (update.Place is Place.Buffer && stores.Length == 0);
        if (starts.Length == 0)
        {
            return log.Refuse<Accumulation>("the sums start from what is there already", update.Span);
        }

        // Of several starts the last one counts; earlier ones are overwritten before anything is added.
        Write start = starts[^1];
        if (inOutput ? stores.Length > 0 : stores is not [{ Place: Place.Element or Place.Buffer }])
        {
            Write? extra = stores.FirstOrDefault(write => inOutput || write.Place is Place.Scalar) ?? stores.ElementAtOrDefault(1);
            return log.Refuse<Accumulation>(extra is null ? "the sums are not stored" : "a statement besides the sum and its store", (extra ?? update).Span);
        }

        Write store = inOutput ? update : stores[0];
        if (others.FirstOrDefault(write => write.Guards.Length > 0) is { } conditional)
        {
            return log.Refuse<Accumulation>("a condition decides which sums are started or stored", conditional.Span);
        }

        if (!InOrder(starts, update, store, inOutput))
        {
            return log.Refuse<Accumulation>("the sums are not started, added up and stored in this order", start.Span);
        }

        if (starts.Length > 1 && (inOutput || starts.SkipLast(1).Any(early => early.CommonLoops(update).Except(start.CommonLoops(update)).Any(loop => loop.Count > 1))))
        {
            return log.Refuse<Accumulation>("the sums are started more than once", start.Span);
        }

        return Match(start, update, store, inOutput);
    }

    private bool InOrder(Write[] starts, Write update, Write store, bool inOutput)
    {
        int at = reader.Writes.IndexOf(update);
        return starts.All(start => reader.Writes.IndexOf(start) < at) && (inOutput || at < reader.Writes.IndexOf(store));
    }

    /// <summary>One accumulation out of its three statements, or null with a remark.</summary>
    /// <param name="start">The start.</param>
    /// <param name="update">The update.</param>
    /// <param name="store">The store; the update itself when sums live in the output.</param>
    /// <param name="inOutput">Whether they do.</param>
    public Accumulation? Match(Write start, Write update, Write store, bool inOutput)
    {
        // Storage that belongs to one iteration is another one in each: the loops around all three tell elements apart.
        Loop[] shared = inOutput ? [] : [.. start.CommonLoops(update).Intersect(update.CommonLoops(store))];
        LinearForm updateIndex = update.Place.Index;
        LinearForm storeIndex = inOutput ? updateIndex : SumIndex(store, update.Place) ?? updateIndex;
        ImmutableDictionary<Loop, Loop>? startLoops = LoopMatch.Of(start.Loops, start.Place.Index, update.Loops, updateIndex, shared);
        if (startLoops is null && start.Value is Expression.Constant && start.CommonLoops(update).All(loop => loop.Count == 1 || shared.Contains(loop))
            && LoopMatch.FillSameRange(start.Place.Index, start.Loops.Except(shared), updateIndex, update.Loops.Except(shared).Where(loop => updateIndex[loop] != 0)))
        {
            startLoops = ImmutableDictionary<Loop, Loop>.Empty;
        }

        startLoops ??= shared.Length == 0 ? StartOfRows(start, update) : null;
        if (startLoops is null)
        {
            return log.Refuse<Accumulation>("the sums that are started are not those that are added to", start.Span);
        }

        ImmutableDictionary<Loop, Loop>? storeLoops = inOutput
            ? update.Loops.ToImmutableDictionary(loop => loop)
            : LoopMatch.Of(store.Loops, storeIndex, update.Loops, updateIndex, shared);
        if (storeLoops is null)
        {
            return log.Refuse<Accumulation>("the sums that are stored are not those that are added up", store.Span);
        }

        Loop[] elements = [.. update.Loops.Where(loop => loop.Count > 1 && (shared.Contains(loop) || updateIndex[loop] != 0))];
        Loop[] terms = [.. update.Loops.Where(loop => loop.Count > 1).Except(elements)];
        bool separate = Separate(start, update, elements) && Separate(update, store, elements) && Separate(start, store, elements);
        if (!separate || !LoopMatch.IsInjective(updateIndex, elements.Except(shared)))
        {
            return log.Refuse<Accumulation>("a sum is not finished before the next one begins", update.Span);
        }

        return new(start, startLoops, update, Added(update) ?? update.Value, store, storeLoops, [.. elements], [.. terms], expression => IsSum(expression, update.Place, storeIndex));
    }

    /// <summary>Pairs the loops that the value of a start depends on; the others need only run over the same rows, in whatever loops.</summary>
    private ImmutableDictionary<Loop, Loop>? StartOfRows(Write start, Write update)
    {
        if (reader.Accesses.Of(start.Value, start.Span) is not { } value || start.CommonLoops(update).Any(loop => loop.Count > 1))
        {
            return null;
        }

        ImmutableDictionary<Loop, Loop>.Builder pairs = ImmutableDictionary.CreateBuilder<Loop, Loop>();
        LinearForm index = start.Place.Index, other = update.Place.Index;
        foreach (Loop loop in start.Loops.Where(loop => loop.Count > 1 && value.Index[loop] != 0))
        {
            if (update.Loops.FirstOrDefault(partner => partner.Count == loop.Count && other[partner] == index[loop] && !pairs.ContainsValue(partner)) is not { } found)
            {
                return null;
            }

            pairs.Add(loop, found);
        }

        LinearForm rows = new(index.Constant, index.Coefficients.RemoveRange(pairs.Keys)), otherRows = new(other.Constant, other.Coefficients.RemoveRange(pairs.Values));
        return LoopMatch.FillSameRange(rows, rows.Coefficients.Keys, otherRows, otherRows.Coefficients.Keys) && start.Loops.All(loop => loop.Count == 1 || index[loop] != 0)
            ? pairs.ToImmutable()
            : null;
    }

    /// <summary>A loop around two of the statements must run over elements, or a later pass would meet sums of an earlier one.</summary>
    /// <param name="first">One statement.</param>
    /// <param name="second">The other.</param>
    /// <param name="elements">Loops over elements.</param>
    public static bool Separate(Write first, Write second, Loop[] elements) =>
        first == second || first.CommonLoops(second).All(loop => loop.Count == 1 || elements.Contains(loop));

    /// <summary>What a write adds to the place that it writes, or null.</summary>
    private Expression? Added(Write write) => largest ? Compared(write) : write.Value is Expression.Binary { Operator: BinaryOperator.Add } sum
        ? IsSum(sum.Left, write.Place, write.Place.Index) ? sum.Right : IsSum(sum.Right, write.Place, write.Place.Index) ? sum.Left : null
        : null;

    /// <summary>What a write keeps when it is larger than the place that it writes, or null.</summary>
    private Expression? Compared(Write write)
    {
        bool IsOld(Expression expression) => IsSum(Narrow(expression), write.Place, write.Place.Index);

        return Narrow(write.Value) switch
        {
            Expression.Call { Function: MathFunction.Max } call => IsOld(call.Arguments[0]) ? call.Arguments[1] : IsOld(call.Arguments[1]) ? call.Arguments[0] : null,
            Expression.Conditional { Condition: Expression.Binary test } choice => (test.Operator, IsOld(test.Left), IsOld(test.Right)) switch
            {
                (BinaryOperator.Greater or BinaryOperator.GreaterOrEqual, false, true) when IsOld(choice.WhenFalse) && Same(choice.WhenTrue, test.Left) => choice.WhenTrue,
                (BinaryOperator.Less or BinaryOperator.LessOrEqual, true, false) when IsOld(choice.WhenFalse) && Same(choice.WhenTrue, test.Right) => choice.WhenTrue,
                (BinaryOperator.Greater or BinaryOperator.GreaterOrEqual, true, false) when IsOld(choice.WhenTrue) && Same(choice.WhenFalse, test.Right) => choice.WhenFalse,
                (BinaryOperator.Less or BinaryOperator.LessOrEqual, false, true) when IsOld(choice.WhenTrue) && Same(choice.WhenFalse, test.Left) => choice.WhenFalse,
                _ => null,
            },
            _ => null,
        };
    }

    /// <summary>Whether two expressions read the same, whatever integer type they are converted to.</summary>
    private static bool Same(Expression left, Expression right) => TreeEquality.Same(Narrow(left), Narrow(right));

    /// <summary>What stands under conversions between integers; those of elements and of the largest of them keep the value.</summary>
    internal static Expression Narrow(Expression expression)
    {
        while (expression is Expression.Convert { Operand.Type.IsFloat: false } convert)
        {
            expression = convert.Operand;
        }

        return expression;
    }

    /// <summary>Whether an expression reads one element of a storage.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="place">The storage.</param>
    /// <param name="index">The element.</param>
    public bool IsSum(Expression expression, Place place, LinearForm index) => (expression, place) switch
    {
        (Expression.ReadLocal read, Place.Scalar scalar) => read.Local.Id == scalar.Local.Id,
        (Expression.ReadElement read, Place.Element element) when read.Parameter.Name == element.Access.Tensor.Name =>
            reader.Accesses.Of(read.Parameter, read.Indices, read.Span) is { } access && Same(access.Index, index),
        (Expression.ReadPointer read, Place.Buffer buffer) => BufferIndex(read, buffer.Local) is { } at && Same(at, index),
        _ => false,
    };

    private static bool Same(LinearForm left, LinearForm right)
    {
        LinearForm difference = left + right.Times(-1);
        return difference.Constant == 0 && difference.Coefficients.IsEmpty;
    }

    private LinearForm? BufferIndex(Expression.ReadPointer read, Local buffer) => read.Pointer switch
    {
        Expression.ReadLocal direct when direct.Local.Id == buffer.Id => LinearForm.Of(0),
        Expression.OffsetPointer { Pointer: Expression.ReadLocal based } offset when based.Local.Id == buffer.Id => reader.Accesses.TryLinear(offset.Elements),
        _ => null,
    };

    /// <summary>Which element of a stack buffer the store reads; null for other storage.</summary>
    private LinearForm? SumIndex(Write store, Place place) =>
        place is Place.Buffer buffer ? BufferReads.In(store.Value).Select(read => BufferIndex(read, buffer.Local)).FirstOrDefault(index => index is not null) : null;
}
