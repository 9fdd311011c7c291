using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Strategies;

namespace Autocomp.Bench;

/// <summary>Cycles of the best schedule after each sample, over several seeds.</summary>
/// <param name="Name">What was run.</param>
/// <param name="Runs">A run a seed: the best cycles after sample 0 (the start), 1, 2, …</param>
internal sealed record Curve(string Name, ImmutableArray<ImmutableArray<long>> Runs)
{
    public int Samples => Runs.Min(r => r.Length) - 1;

    public static ImmutableArray<long> Of(IReadOnlyList<Candidate> candidates, int samples)
    {
        var best = ImmutableArray.CreateBuilder<long>(samples + 1);
        long now = long.MaxValue;
        for (int n = 0; n <= samples; n++)
        {
            if (n < candidates.Count && candidates[n].Result is { Stage: EvaluationStage.Accepted } result) now = Math.Min(now, result.Cycles);
            best.Add(now);
        }

        return best.ToImmutable();
    }

    /// <summary>How many evaluations it took to reach 95 % of the final speed.</summary>
    public static int NearlyDone(IReadOnlyList<Candidate> candidates)
    {
        ImmutableArray<long> best = Of(candidates, candidates.Count - 1);
        return best.ToList().FindIndex(c => c * 0.95 <= best[^1]) + 1;
    }

    public long Quantile(int sample, double share)
    {
        long[] sorted = [.. Runs.Select(r => r[sample]).Order()];
        return sorted[(int)Math.Round(share * (sorted.Length - 1))];
    }

    public long Median(int sample) => Quantile(sample, 0.5);

    public IEnumerable<string> Lines() => Enumerable.Range(0, Samples + 1).Select(n =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}\t{n}\t{Median(n)}\t{Quantile(n, 0.25)}\t{Quantile(n, 0.75)}\t{Quantile(n, 0)}\t{Quantile(n, 1)}"));
}
