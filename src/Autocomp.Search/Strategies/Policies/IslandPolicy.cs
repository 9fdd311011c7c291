namespace Autocomp.Search.Strategies;

/// <summary>Islands: small populations that evolve by themselves, with combination of two parents inside an island and now and then a visitor from the next one.</summary>
public sealed class IslandPolicy : ISelectionPolicy
{
    private const int Islands = 3;
    private const int Population = 4;
    private const int MigrationSteps = 5;
    private const double CombineProbability = 0.3;

    private readonly List<Candidate>[] islands = [.. Enumerable.Range(0, Islands).Select(_ => new List<Candidate>())];
    private readonly Dictionary<int, int> home = [];

    /// <inheritdoc/>
    public string Name => "islands";

    /// <inheritdoc/>
    public IReadOnlyList<Assignment> Select(PolicyState state)
    {
        var assignments = new List<Assignment>();
        for (int n = 0; n < Islands; n++)
        {
            List<Candidate> island = islands[n];
            if (island.Count == 0 && state.Seeds is { Length: > 0 } seeds) island.Add(seeds[n % seeds.Length]);
            if (island.Count == 0) return [];
            Candidate parent = Tournament(island, state.Random);
            Candidate? other = state.Random.NextDouble() < CombineProbability ? island.FirstOrDefault(c => c.Id != parent.Id) : null;
            home[parent.Id] = n;
            assignments.Add(new(parent, state.Shown(), state.Step, state.Options.Iterations, 1, other));
        }

        return assignments;
    }

    /// <inheritdoc/>
    public void Learn(IReadOnlyList<Candidate> made, PolicyState state)
    {
        foreach (Candidate candidate in made)
        {
            if (!PolicyState.IsRight(candidate) || !home.TryGetValue(candidate.ParentId ?? -1, out int n)) continue;
            Admit(islands[n], candidate);
        }

        if (state.Step % MigrationSteps != 0) return;
        Candidate?[] best = [.. islands.Select(i => i.MinBy(c => c.Result.Cycles))];
        for (int n = 0; n < Islands; n++)
        {
            if (best[n] is { } visitor) Admit(islands[(n + 1) % Islands], visitor);
        }
    }

    private static void Admit(List<Candidate> island, Candidate candidate)
    {
        if (island.Exists(c => SearchLedger.ObjectOf(c) == SearchLedger.ObjectOf(candidate))) return;
        island.Add(candidate);
        island.Sort((a, b) => (a.Result.Cycles, a.Id).CompareTo((b.Result.Cycles, b.Id)));
        if (island.Count > Population) island.RemoveAt(Population);
    }

    private static Candidate Tournament(List<Candidate> island, Random random) =>
        island[Math.Min(random.Next(island.Count), random.Next(island.Count))];
}
