using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Finds, among the writes of a nest, one result with all statements that add to it.</summary>
/// <param name="reader">The writes and their indices.</param>
/// <param name="log">Takes the remark.</param>
internal sealed class SumFinder(NestReader reader, LiftLog log)
{
    private readonly AccumulationFinder finder = new(reader, log);

    /// <summary>The result that all writes make up, or null with a remark.</summary>
    public FoundSum? Find()
    {
        ImmutableArray<Write> writes = reader.Writes;
        Write[] updates = [.. writes.Where(write => ReadsItself(write) && !IsInPlaceStore(write))];
        if (writes.FirstOrDefault(write => write.Guards.Length > 0) is { } conditional)
        {
            return log.Refuse<FoundSum>("a condition decides what is written", conditional.Span);
        }

        if (updates.Length == 0)
        {
            return writes is [{ Place: not Place.Scalar } only]
                ? new(only, ElementLoops(only), _ => false, [])
                : log.Refuse<FoundSum>("nothing is summed up", null);
        }

        object storage = updates[0].Place.Storage;
        Write[] starts = [.. writes.Where(write => !updates.Contains(write) && write.Place.Storage.Equals(storage))];
        Write[] stores = [.. writes.Except(updates).Except(starts)];
        if (updates.Any(update => !update.Place.Storage.Equals(storage)) || stores.Length > 1 || stores is [{ Place: Place.Scalar }])
        {
            return log.Refuse<FoundSum>("several results are computed in one nest", updates[0].Span);
        }

        bool inOutput = stores.Length == 0;
        if (inOutput && updates[0].Place is Place.Scalar)
        {
            return log.Refuse<FoundSum>("the sums are not stored", updates[0].Span);
        }

        if (starts.Length > 1 || (starts.Length == 0 && !inOutput))
        {
            return log.Refuse<FoundSum>(starts.Length == 0 ? "the sums start from what is there already" : "the sums are started more than once", updates[0].Span);
        }

        return InOrder(writes, starts, updates, stores) ? Match(starts, updates, inOutput ? null : stores[0]) : null;
    }

    private bool InOrder(ImmutableArray<Write> writes, Write[] starts, Write[] updates, Write[] stores)
    {
        bool ordered = starts.All(start => updates.All(update => writes.IndexOf(start) < writes.IndexOf(update)))
            && stores.All(store => updates.All(update => writes.IndexOf(update) < writes.IndexOf(store)));
        return ordered || log.Refuse<object>("the sums are not started, added up and stored in this order", updates[0].Span) is not null;
    }

    private FoundSum? Match(Write[] starts, Write[] updates, Write? store)
    {
        List<Accumulation> found = [];
        foreach (Write update in updates)
        {
            // Without a start of its own a sum goes on from what the result held; nothing orders that after anything.
            Write start = starts.Length == 1 ? starts[0] : update with { Loops = ElementLoops(update), Value = new Expression.Constant(update.Value.Type, 0) };
            if (starts.Length == 0 && !LoopMatch.IsInjective(update.Place.Index, start.Loops))
            {
                return log.Refuse<FoundSum>("elements of the result are added to by several rows of the loops", update.Span);
            }

            if (finder.Match(start, update, store ?? update, store is null) is not { } sums)
            {
                return null;
            }

            found.Add(sums);
        }

        return Apart(updates, found) ? Assemble(starts, found, store) : null;
    }

    /// <summary>A loop around two updates must run over elements, like one around start and update.</summary>
    private bool Apart(Write[] updates, List<Accumulation> found)
    {
        for (int i = 1; i < updates.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!AccumulationFinder.Separate(updates[j], updates[i], [.. found[i].Elements]))
                {
                    return log.Refuse<object>("a loop around several sums runs over neither's elements", updates[i].Span) is not null;
                }
            }
        }

        return true;
    }

    private FoundSum? Assemble(Write[] starts, List<Accumulation> found, Write? store)
    {
        Accumulation first = found[0];
        Write last = store ?? first.Update;
        ImmutableArray<Loop> elements = store is null ? first.Elements : ElementLoops(store);
        List<FoundSum.Part> parts = [];
        foreach (Accumulation sums in found)
        {
            ImmutableDictionary<Loop, Loop>? fromElements = store is not null
                ? sums.StoreLoops
                : LoopMatch.Of(elements, first.Update.Place.Index, sums.Elements, sums.Update.Place.Index, [.. elements.Intersect(sums.Elements)]);
            if (fromElements is null)
            {
                return log.Refuse<FoundSum>("the sums that are added to are not the same", sums.Update.Span);
            }

            ImmutableDictionary<Loop, Loop> toElements = elements.ToImmutableDictionary(loop => fromElements[loop]);
            parts.Add(new(sums.Update, expression => finder.IsSum(expression, sums.Update.Place, sums.Update.Place.Index), toElements, sums.Terms));
            if (starts.Length == 1 && sums == first)
            {
                parts.Add(new(
                    sums.Start, _ => false, sums.StartLoops.Where(pair => toElements.ContainsKey(pair.Value)).ToImmutableDictionary(pair => pair.Key, pair => toElements[pair.Value]), []));
            }
        }

        return new(last, elements, store is null ? _ => false : first.IsSum, [.. parts]);
    }

    private static ImmutableArray<Loop> ElementLoops(Write write) =>
        [.. write.Loops.Where(loop => loop.Count > 1 && (write.Place is Place.Scalar || write.Place.Index[loop] != 0))];

    /// <summary>Whether a write is the only one of its storage, once an element: the earlier element that it reads is an addend, not a sum that others add to.</summary>
    private bool IsInPlaceStore(Write write) =>
        write.Place is not Place.Scalar && write == reader.Writes[^1] && reader.Writes.Count(other => other.Place.Storage.Equals(write.Place.Storage)) == 1
        && write.Loops.All(loop => loop.Count == 1 || write.Place.Index[loop] != 0);

    private bool ReadsItself(Write write) => SumReads.Any(write.Value, expression => finder.IsSum(expression, write.Place, write.Place.Index));
}
