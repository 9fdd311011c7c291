namespace Autocomp.Search.Proposer;

/// <summary>Products of one sum that run one behind the other.</summary>
/// <param name="Sum">The sum.</param>
/// <param name="Products">The products, at least one; all turn their operands in the same way.</param>
/// <param name="IsFirst">Whether the sum begins here.</param>
/// <param name="IsLast">Whether the sum is complete behind it.</param>
/// <param name="Rank">Order among the parts of an operation: 0 for sums begun early, 1 for whole sums, from 2 for what follows.</param>
/// <param name="Needs">Sums that must be complete before.</param>
internal sealed record ChainPart(ChainSum Sum, IReadOnlyList<ChainProduct> Products, bool IsFirst, bool IsLast, int Rank, IReadOnlyList<ChainSum> Needs)
{
    /// <summary>How the array turns its operands.</summary>
    public (bool Left, bool Right) Turns => (Products[0].IsLeftTransposed, Products[0].IsRightTransposed);

    /// <inheritdoc/>
    public bool Equals(ChainPart? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sum.Number, Rank);

    /// <summary>Cuts all sums into parts.</summary>
    /// <param name="program">The sums.</param>
    /// <param name="parameters">A part is one product, or what grows in the array together.</param>
    /// <returns>Parts in the order of the source: by operation, rank and sum.</returns>
    public static IReadOnlyList<ChainPart> Of(ChainProgram program, ChainParameters parameters)
    {
        var parts = new List<ChainPart>();
        Dictionary<(int Operation, bool Left, bool Right), int> ages = Ages(program);
        var writers = new Dictionary<ChainBlock, ChainSum>();
        (int Operation, int Visit, int Split) now = (-1, -1, 0);
        foreach (ChainSum sum in program.Sums)
        {
            if ((sum.Operation, sum.Visit) != (now.Operation, now.Visit)) now = (sum.Operation, sum.Visit, 0);
            List<List<ChainProduct>> groups = parameters.OutputStationary ? Groups(sum, now.Split < parameters.Split, writers, ages) : [.. sum.Products.Select(p => new List<ChainProduct> { p })];
            bool together = groups.Count == 1;
            if (!together) now.Split++;
            for (int n = 0; n < groups.Count; n++)
            {
                // An addend that was computed is needed by the sum's first product, whichever that is.
                IEnumerable<ChainBlock> operands = groups[n].SelectMany(p => new[] { p.Left, p.Right }).Concat(sum.Addend is { } addend ? [addend] : []);
                ChainSum[] needs = [.. operands.Where(writers.ContainsKey).Select(b => writers[b]).Distinct()];
                parts.Add(new(sum, groups[n], n == 0, n == groups.Count - 1, together ? 1 : n == 0 ? 0 : n + 1, needs));
            }

            writers[sum.Result] = sum;
        }

        return [.. parts.OrderBy(p => p.Sum.Visit).ThenBy(p => p.Rank).ThenBy(p => p.Sum.Number)];
    }

    /// <summary>Products that turn alike; those that wait for results of the same step apart from the others when the sum is to begin early.</summary>
    private static List<List<ChainProduct>> Groups(ChainSum sum, bool split, Dictionary<ChainBlock, ChainSum> writers, Dictionary<(int, bool, bool), int> ages)
    {
        List<List<ChainProduct>> groups = [.. sum.Products.GroupBy(p => (p.IsLeftTransposed, p.IsRightTransposed)).OrderBy(g => ages[(sum.Operation, g.Key.IsLeftTransposed, g.Key.IsRightTransposed)]).Select(g => g.ToList())];
        if (!split || groups.Count > 1) return groups;
        int newest = sum.Products.Max(p => Newest(p, writers)), oldest = sum.Products.Min(p => Newest(p, writers));
        return newest == oldest ? groups : [[.. sum.Products.Where(p => Newest(p, writers) < newest)], [.. sum.Products.Where(p => Newest(p, writers) == newest)]];
    }

    /// <summary>How recent the results are that an operation's products wait for, at most, by the way in which the products turn: the same for all steps, so that all steps run alike.</summary>
    private static Dictionary<(int Operation, bool Left, bool Right), int> Ages(ChainProgram program)
    {
        var ages = new Dictionary<(int, bool, bool), int>();
        var writers = new Dictionary<ChainBlock, ChainSum>();
        foreach (ChainSum sum in program.Sums)
        {
            foreach (ChainProduct p in sum.Products)
            {
                int newest = Newest(p, writers), age = newest < 0 ? int.MinValue : newest - sum.Visit;
                (int, bool, bool) key = (sum.Operation, p.IsLeftTransposed, p.IsRightTransposed);
                ages[key] = Math.Max(age, ages.GetValueOrDefault(key, int.MinValue));
            }

            writers[sum.Result] = sum;
        }

        return ages;
    }

    private static int Newest(ChainProduct product, Dictionary<ChainBlock, ChainSum> writers) =>
        new[] { product.Left, product.Right }.Max(b => writers.TryGetValue(b, out ChainSum? writer) ? writer.Visit : -1);
}
