namespace Autocomp.Search.Proposer;

/// <summary>Puts block products in an order that keeps the array busy: list scheduling by the longest way to the end, few changes of transposition.</summary>
internal static class ChainOrder
{
    /// <summary>Orders all products.</summary>
    /// <param name="program">The products.</param>
    /// <param name="latency">Products between a product and the use of its result that cost nothing; 0 keeps the order of the source.</param>
    /// <returns>Every product once, after what it needs.</returns>
    public static IReadOnlyList<ChainProduct> Of(ChainProgram program, int latency)
    {
        List<ChainProduct> all = [.. program.Sums.SelectMany(s => s.Products)];
        if (latency == 0) return all;

        var writers = new Dictionary<ChainBlock, ChainSum>();
        var needs = new Dictionary<ChainProduct, List<ChainSum>>(ReferenceEqualityComparer.Instance as IEqualityComparer<ChainProduct>);
        var after = new Dictionary<ChainSum, List<ChainSum>>();
        foreach (ChainSum sum in program.Sums)
        {
            after[sum] = [];
            // An addend that was computed is needed by the sum's first product, whichever that is.
            List<ChainSum> start = sum.Addend is { } addend && writers.TryGetValue(addend, out ChainSum? source) ? [source] : [];
            foreach (ChainProduct product in sum.Products)
            {
                List<ChainSum> needed = [.. start];
                foreach (ChainBlock operand in new[] { product.Left, product.Right })
                {
                    if (writers.TryGetValue(operand, out ChainSum? writer)) needed.Add(writer);
                }

                needs[product] = needed;
                foreach (ChainSum writer in needed) after[writer].Add(sum);
            }

            writers[sum.Result] = sum;
        }

        var height = new Dictionary<ChainSum, int>();
        foreach (ChainSum sum in program.Sums.AsEnumerable().Reverse()) height[sum] = sum.Products.Count + latency + after[sum].Select(s => height[s]).DefaultIfEmpty(0).Max();

        var left = program.Sums.ToDictionary(s => s, s => s.Products.Count);
        var free = program.Sums.ToDictionary(s => s, _ => 0);
        var order = new List<ChainProduct>(all.Count);
        (bool Left, bool Right)? state = null;
        for (int now = 0; all.Count > 0; now++)
        {
            ChainProduct[] possible = [.. all.Where(p => needs[p].All(s => left[s] == 0))];
            ChainProduct[] same = [.. possible.Where(p => state is null || (p.IsLeftTransposed, p.IsRightTransposed) == state)];
            if (same.Length == 0) same = possible;
            ChainProduct next = same
                .OrderBy(p => Math.Max(now, Math.Max(free[p.Result], needs[p].Select(s => free[s]).DefaultIfEmpty(0).Max())))
                .ThenByDescending(p => height[p.Result])
                .ThenBy(p => p.Result.Number)
                .First();
            state = (next.IsLeftTransposed, next.IsRightTransposed);
            order.Add(next);
            all.Remove(next);
            left[next.Result]--;
            free[next.Result] = Math.Max(now, free[next.Result]) + latency;
        }

        return order;
    }
}
