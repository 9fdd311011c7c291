using Autocomp.Search.Proposer;

namespace Autocomp.Search.Strategies;

/// <summary>The search without a model: the parametric proposer's space, ranked by a closed form, then refined move by move.</summary>
/// <remarks>
/// First the most promising points are measured, then each step measures moves from the best few (coordinate descent with a beam),
/// those first that the closed form prefers. The cap is on evaluations, so the result does not depend on the machine's speed.
/// </remarks>
/// <param name="options">How to spend the evaluations.</param>
public sealed class BuiltInSearch(BuiltInSearchOptions? options = null) : SearchStrategy
{
    /// <summary>The origin of its candidates.</summary>
    public const string Origin = "builtin";

    private readonly BuiltInSearchOptions options = options ?? new();

    /// <inheritdoc/>
    public override string Name => Origin;

    /// <inheritdoc/>
    public override async Task<string> RunAsync(SearchProblem problem, SearchLedger ledger, int? root, CancellationToken cancellation)
    {
        if (ScheduleSpaces.For(problem.Kernel, problem.Operation, problem.Target, options.LoopCommands, problem.Lift) is not { } space) return "no operation that the built-in proposer knows";
        if (space.Unsupported is { } why) return why;

        var points = new Dictionary<int, SchedulePoint>();
        var known = new HashSet<SchedulePoint>();
        await MeasureAsync(space.First().Take(options.FirstPoints).Select(m => (root, m)), "first points").ConfigureAwait(false);

        long best = Best();
        for (int idle = 0, step = 1; idle < options.Patience; step++)
        {
            if (best > 0 && best * options.EnoughOfPeak <= space.IdealCycles) return "bound reached";
            if (ledger.Remaining == 0) return "budget";
            Candidate[] beam = [.. ledger.Ranked.Where(c => points.ContainsKey(c.Id)).Take(options.BeamWidth)];
            (int? Parent, ScheduleMove Move)[] moves = [.. beam.SelectMany(c => space.Moves(points[c.Id]).Where(m => !known.Contains(m.To)).Take(options.MovesPerPoint).Select(m => ((int?)c.Id, m)))];
            if (moves.Length == 0) return "exhausted";
            await MeasureAsync(moves, $"step {step}").ConfigureAwait(false);
            long now = Best();
            idle = now < best ? 0 : idle + 1;
            best = now;
        }

        return "no gain";

        long Best() => ledger.Ranked.FirstOrDefault()?.Result.Cycles ?? 0;

        async Task MeasureAsync(IEnumerable<(int? Parent, ScheduleMove Move)> moves, string phase)
        {
            var proposals = new List<Proposal>();
            var byText = new Dictionary<string, SchedulePoint>(StringComparer.Ordinal);
            foreach ((int? parent, ScheduleMove move) in moves)
            {
                if (!known.Add(move.To) || space.TryWrite(move.To) is not { } text || !byText.TryAdd(text, move.To)) continue;
                proposals.Add(new(parent, Name, move.MenuOption, move.To.ToString()!, text));
            }

            foreach (Candidate candidate in await ledger.EvaluateAsync(proposals, phase, cancellation).ConfigureAwait(false)) points[candidate.Id] = byText[candidate.Text];
        }
    }
}
