namespace Autocomp.Search.Proposer;

/// <summary>Puts the parts of sums in an order that keeps the array busy.</summary>
internal static class ChainOrder
{
    /// <summary>Orders all parts.</summary>
    /// <param name="program">The sums.</param>
    /// <param name="parameters">The kind of order.</param>
    /// <returns>Every part once, after what it needs.</returns>
    public static IReadOnlyList<ChainPart> Of(ChainProgram program, ChainParameters parameters)
    {
        IReadOnlyList<ChainPart> parts = ChainPart.Of(program, parameters);
        return parameters.Latency > 0 ? List(program, parts, parameters.Latency) : parameters.Distribute ? Distribute(parts) : parts;
    }

    /// <summary>Loop distribution (Kennedy and Allen): operations that need each other in a circle stay together, the others run through all steps one after the other.</summary>
    private static List<ChainPart> Distribute(IReadOnlyList<ChainPart> parts)
    {
        (int Operation, int Rank)[] classes = [.. parts.Select(p => (p.Sum.Operation, p.Rank)).Distinct().Order()];
        int count = classes.Length;
        bool[,] before = new bool[count, count];
        ILookup<ChainSum, int> of = parts.ToLookup(p => p.Sum, Class);
        foreach (ChainPart part in parts)
        {
            foreach (int earlier in part.Needs.SelectMany(s => of[s]).Concat(of[part.Sum].Where(c => classes[c].Rank < part.Rank))) before[earlier, Class(part)] = true;
        }

        for (int via = 0; via < count; via++)
        {
            for (int from = 0; from < count; from++)
            {
                for (int to = 0; to < count; to++) before[from, to] |= before[from, via] && before[via, to];
            }
        }

        int[] group = [.. Enumerable.Range(0, count).Select(c => Enumerable.Range(0, count).First(o => o == c || (before[o, c] && before[c, o])))];
        var order = new List<ChainPart>(parts.Count);
        var left = group.Distinct().ToList();
        while (left.Count > 0)
        {
            int next = left.First(g => left.TrueForAll(o => o == g || !Enumerable.Range(0, count).Any(c => group[c] == o && before[c, g])));
            order.AddRange(parts.Where(p => group[Class(p)] == next));
            left.Remove(next);
        }

        return order;

        int Class(ChainPart part) => Array.IndexOf(classes, (part.Sum.Operation, part.Rank));
    }

    /// <summary>List scheduling by the longest way to the end, few changes of transposition.</summary>
    private static List<ChainPart> List(ChainProgram program, IReadOnlyList<ChainPart> parts, int latency)
    {
        var all = parts.ToList();
        var after = program.Sums.ToDictionary(s => s, _ => new List<ChainSum>());
        foreach (ChainPart part in all)
        {
            foreach (ChainSum needed in part.Needs) after[needed].Add(part.Sum);
        }

        var height = new Dictionary<ChainSum, int>();
        foreach (ChainSum sum in program.Sums.AsEnumerable().Reverse()) height[sum] = sum.Products.Count + latency + after[sum].Select(s => height[s]).DefaultIfEmpty(0).Max();

        var left = program.Sums.ToDictionary(s => s, s => s.Products.Count);
        var free = program.Sums.ToDictionary(s => s, _ => 0);
        var order = new List<ChainPart>(all.Count);
        (bool, bool)? state = null;
        for (int now = 0; all.Count > 0;)
        {
            ChainPart[] possible = [.. all.Where(p => p.Needs.All(s => left[s] == 0))];
            ChainPart[] same = [.. possible.Where(p => state is null || p.Turns == state)];
            if (same.Length == 0) same = possible;
            ChainPart next = same
                .OrderBy(p => Math.Max(now, Math.Max(free[p.Sum], p.Needs.Select(s => free[s]).DefaultIfEmpty(0).Max())))
                .ThenByDescending(p => height[p.Sum])
                .ThenBy(p => p.Sum.Number)
                .ThenBy(p => p.Rank)
                .First();
            // The sum begins with the part that comes first here.
            bool begins = left[next.Sum] == next.Sum.Products.Count;
            state = next.Turns;
            all.Remove(next);
            left[next.Sum] -= next.Products.Count;
            order.Add(next with { IsFirst = begins, IsLast = left[next.Sum] == 0 });
            now += next.Products.Count;
            free[next.Sum] = Math.Max(now - 1, free[next.Sum]) + latency;
        }

        return order;
    }
}
