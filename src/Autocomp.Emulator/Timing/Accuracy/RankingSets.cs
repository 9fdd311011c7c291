namespace Autocomp.Emulator.Timing;

/// <summary>Sets of schedules of one workload, and how the model orders them.</summary>
internal sealed class RankingSets
{
    private readonly Dictionary<string, List<(long Reference, long Model)>> _sets = new(StringComparer.Ordinal);

    /// <summary>Adds a schedule of a workload.</summary>
    public void Add(string workload, long reference, long model)
    {
        if (!_sets.TryGetValue(workload, out var set))
        {
            _sets.Add(workload, set = []);
        }

        set.Add((reference, model));
    }

    /// <summary>Compares all pairs within each set.</summary>
    public AccuracyRanking Rank()
    {
        int pairs = 0, agreement = 0, workloads = 0;
        var worst = 0.0;
        foreach (var set in _sets.Values.Where(set => set.Count > 1))
        {
            workloads++;
            worst = Math.Max(worst, ((double)set.MinBy(s => s.Model).Reference / set.Min(s => s.Reference)) - 1);
            for (var i = 0; i < set.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (Math.Abs(set[i].Reference - set[j].Reference) > 0.01 * Math.Min(set[i].Reference, set[j].Reference))
                    {
                        pairs++;
                        agreement += Math.Sign(set[i].Reference - set[j].Reference) * Math.Sign(set[i].Model - set[j].Model);
                    }
                }
            }
        }

        return new AccuracyRanking(workloads, pairs, pairs == 0 ? 1 : (double)agreement / pairs, worst);
    }
}
