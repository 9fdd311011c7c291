using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Search.Proposer;

namespace Autocomp.Search.Strategies;

/// <summary>The search without a model: the parametric proposer's space, ranked by a closed form, then refined move by move.</summary>
/// <remarks>
/// First the most promising points are measured, then each step measures moves from the best few (coordinate descent with a beam),
/// those first that the closed form prefers. The cap is on evaluations, so the result does not depend on the machine's speed.
/// </remarks>
/// <param name="options">How to spend the evaluations.</param>
public sealed class BuiltInSearch(BuiltInSearchOptions? options = null) : ISearchStrategy
{
    private readonly BuiltInSearchOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => "builtin";

    /// <inheritdoc/>
    public async Task<SearchOutcome> SearchAsync(SearchProblem problem, CancellationToken cancellation)
    {
        var ledger = new SearchLedger(problem);
        string reason;
        try
        {
            ImmutableArray<Candidate> starts = await ledger.StartAsync(cancellation).ConfigureAwait(false);
            reason = await RunAsync(problem, ledger, starts.IsEmpty ? null : starts[0].Id, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            reason = "cancelled";
        }

        return await ledger.FinishAsync(reason).ConfigureAwait(false);
    }

    /// <summary>Searches on from what a ledger holds.</summary>
    /// <param name="problem">What is searched.</param>
    /// <param name="ledger">Starts, evaluated.</param>
    /// <param name="root">The candidate under which the first points stand in the tree, or null.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunAsync(SearchProblem problem, SearchLedger ledger, int? root, CancellationToken cancellation)
    {
        if (problem.Operation is not TensorOperation.MatrixProduct product) return "no operation that the built-in proposer knows";
        var shape = new GemmShape(problem.Kernel, product, problem.Target);
        if (shape.Unsupported is { } why) return why;

        var points = new Dictionary<int, GemmParameters>();
        var known = new HashSet<GemmParameters>();
        await MeasureAsync(FirstMoves(shape).Select(m => (root, m)), "first points").ConfigureAwait(false);

        long best = Best();
        for (int idle = 0, step = 1; idle < options.Patience; step++)
        {
            if (best > 0 && best * options.EnoughOfPeak <= shape.IdealCycles) return "bound reached";
            if (ledger.Remaining == 0) return "budget";
            Candidate[] beam = [.. ledger.Ranked.Where(c => points.ContainsKey(c.Id)).Take(options.BeamWidth)];
            (int? Parent, GemmMove Move)[] moves = [.. beam.SelectMany(c => GemmSpace.Moves(shape, points[c.Id]).Where(m => !known.Contains(m.To)).Take(options.MovesPerPoint).Select(m => ((int?)c.Id, m)))];
            if (moves.Length == 0) return "exhausted";
            await MeasureAsync(moves, $"step {step}").ConfigureAwait(false);
            long now = Best();
            idle = now < best ? 0 : idle + 1;
            best = now;
        }

        return "no gain";

        long Best() => ledger.Ranked.FirstOrDefault()?.Result.Cycles ?? 0;

        async Task MeasureAsync(IEnumerable<(int? Parent, GemmMove Move)> moves, string phase)
        {
            var proposals = new List<Proposal>();
            var byText = new Dictionary<string, GemmParameters>(StringComparer.Ordinal);
            foreach ((int? parent, GemmMove move) in moves)
            {
                if (!known.Add(move.To) || GemmScheduleWriter.TryWrite(shape, move.To) is not { } text || !byText.TryAdd(text, move.To)) continue;
                proposals.Add(new(parent, Name, move.MenuOption, move.To.ToString(), text));
            }

            foreach (Candidate candidate in await ledger.EvaluateAsync(proposals, phase, cancellation).ConfigureAwait(false)) points[candidate.Id] = byText[candidate.Text];
        }
    }

    /// <summary>The most promising points that differ in their tiles.</summary>
    private IEnumerable<GemmMove> FirstMoves(GemmShape shape) =>
        GemmSpace.Ranked(shape).DistinctBy(p => (p.Stationary, p.TileRows, p.TileColumns)).Take(options.FirstPoints).Select(p => new GemmMove(MenuOptions.Tiling, p));
}
