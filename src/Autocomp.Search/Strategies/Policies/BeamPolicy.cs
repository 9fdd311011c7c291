using System.Collections.Immutable;

namespace Autocomp.Search.Strategies;

/// <summary>The paper's choice (arXiv 2505.18574): several plans from each of the few best schedules; a child that beats its parent may enter the beam.</summary>
public sealed class BeamPolicy : ISelectionPolicy
{
    private ImmutableArray<Candidate> beam = [];

    /// <inheritdoc/>
    public string Name => "beam";

    /// <inheritdoc/>
    public IReadOnlyList<Assignment> Select(PolicyState state)
    {
        BeamSearchOptions options = state.Options;
        if (state.Step > options.Iterations) return [];
        if (state.Step == 1) beam = [.. state.Seeds.Take(options.BeamWidth)];
        var assignments = new List<Assignment>();
        for (int n = 0; n < options.PlansPerParent; n++)
        {
            for (int p = 0; p < beam.Length; p++)
            {
                Candidate? other = beam.Length > 1 && state.Random.NextDouble() < options.CombineProbability ? beam[(p + 1) % beam.Length] : null;
                assignments.Add(new(beam[p], state.Shown(), state.Step, options.Iterations, options.ImplementationsPerPlan, other));
            }
        }

        return assignments;
    }

    /// <inheritdoc/>
    public void Learn(IReadOnlyList<Candidate> made, PolicyState state)
    {
        Dictionary<int, long> parents = beam.ToDictionary(c => c.Id, c => c.Result.Cycles);
        IEnumerable<Candidate> winners = made.Where(c => PolicyState.IsRight(c) && parents.TryGetValue(c.ParentId ?? -1, out long cycles) && c.Result.Cycles < cycles);
        beam = [.. beam.Concat(winners).OrderBy(c => c.Result.Cycles).ThenBy(c => c.Id).DistinctBy(SearchLedger.ObjectOf).Take(state.Options.BeamWidth)];
    }
}
