using System.Collections.Immutable;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Strategies;

/// <summary>What one maker of schedules (the built-in proposer, a model, a hand) has given to a search.</summary>
/// <param name="Origin">Its name.</param>
/// <param name="Samples">Schedules that it proposed.</param>
/// <param name="Accepted">Those that passed.</param>
/// <param name="Improved">Those that were the fastest of all when they came.</param>
/// <param name="BestCycles">Its best, 0 if none passed.</param>
public sealed record OriginStatistics(string Origin, int Samples, int Accepted, int Improved, long BestCycles)
{
    /// <summary>Sums a search up.</summary>
    /// <param name="candidates">Candidates in order of id.</param>
    /// <returns>One record an origin, in order of first appearance.</returns>
    public static ImmutableArray<OriginStatistics> Of(IReadOnlyList<Candidate> candidates)
    {
        Dictionary<string, OriginStatistics> known = new(StringComparer.Ordinal);
        List<string> order = [];
        long best = long.MaxValue;
        foreach (Candidate candidate in candidates)
        {
            if (!known.TryGetValue(candidate.Origin, out OriginStatistics? of))
            {
                of = new(candidate.Origin, 0, 0, 0, 0);
                order.Add(candidate.Origin);
            }

            of = of with { Samples = of.Samples + 1 };
            if (candidate.Result.Stage == EvaluationStage.Accepted)
            {
                long cycles = candidate.Result.Cycles;
                of = of with
                {
                    Accepted = of.Accepted + 1,
                    Improved = of.Improved + (cycles < best ? 1 : 0),
                    BestCycles = of.BestCycles == 0 ? cycles : Math.Min(of.BestCycles, cycles),
                };
                best = Math.Min(best, cycles);
            }

            known[candidate.Origin] = of;
        }

        return [.. order.Select(origin => known[origin])];
    }
}
