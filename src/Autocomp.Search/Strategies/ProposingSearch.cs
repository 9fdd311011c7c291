using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Strategies;

/// <summary>A search whose candidates come from a proposer and whose choices are a policy's: ask, evaluate, give failures a second chance, learn.</summary>
/// <remarks>
/// Every choice is made before a step's requests start or after all have ended, in order of ids. It ends at the bound, when a cap is
/// reached, when several steps in a row gave nothing to evaluate, or when many in a row gave nothing faster.
/// </remarks>
/// <param name="policy">Makes the policy of one search.</param>
/// <param name="proposer">Makes the proposer of one search.</param>
/// <param name="options">How it works.</param>
public class ProposingSearch(
    Func<ISelectionPolicy> policy,
    Func<SearchProblem, SearchLedger, IProposer> proposer,
    BeamSearchOptions? options = null) : SearchStrategy
{
    private readonly BeamSearchOptions options = options ?? new();
    private readonly string name = policy().Name;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override async Task<string> RunAsync(SearchProblem problem, SearchLedger ledger, int? root, CancellationToken cancellation)
    {
        IProposer source = proposer(problem, ledger);
        ISelectionPolicy choices = policy();
        var random = new Random(unchecked((int)(problem.Seed ^ problem.Seed >> 32)));
        int barren = 0, idle = 0;
        long best = Best(ledger);
        for (int step = 1; ; step++)
        {
            var state = new PolicyState(ledger, source.Menu, random, options, step);
            if (best == 0) return "no schedule to start from";
            if (best * options.EnoughOfPeak <= ledger.Bound) return "bound reached";
            if (ledger.Remaining == 0) return "budget";
            IReadOnlyList<Assignment> wanted = choices.Select(state);
            if (wanted.Count == 0) return "all phases done";
            int before = ledger.Evaluations;
            ImmutableArray<Candidate> made = await StepAsync(source, ledger, wanted, Phase(step), cancellation).ConfigureAwait(false);
            choices.Learn(made, state);
            if (source.Stopped is { } stopped) return stopped;
            barren = ledger.Evaluations > before ? 0 : barren + 1;
            if (barren >= options.BarrenSteps) return "replies give nothing new";
            long now = Best(ledger);
            idle = now < best ? 0 : idle + 1;
            best = now;
            if (options.Patience > 0 && idle >= options.Patience) return string.Create(CultureInfo.InvariantCulture, $"no gain in {idle} steps");
        }

        string Phase(int step) => string.Create(CultureInfo.InvariantCulture, $"{name}, step {step}");
    }

    private async Task<ImmutableArray<Candidate>> StepAsync(IProposer source, SearchLedger ledger, IReadOnlyList<Assignment> wanted, string phase, CancellationToken cancellation)
    {
        ImmutableArray<Candidate> made = await ledger.EvaluateAsync(await source.ProposeAsync(wanted, cancellation).ConfigureAwait(false), phase, cancellation).ConfigureAwait(false);
        ImmutableArray<Candidate> all = made;
        for (int retry = 0; retry < options.Retries && source.Stopped is null && ledger.Remaining > 0; retry++)
        {
            Candidate[] failed = [.. made.Where(c => c.Result.Stage is not (EvaluationStage.Accepted or EvaluationStage.Slow) && c.Text.Length > 0)];
            if (failed.Length == 0) break;
            ImmutableArray<Proposal> repaired = await source.RepairAsync(failed, cancellation).ConfigureAwait(false);
            made = await ledger.EvaluateAsync(repaired, phase + ", second chances", cancellation).ConfigureAwait(false);
            all = [.. all, .. made];
        }

        return all;
    }

    private static long Best(SearchLedger ledger) => ledger.Ranked.FirstOrDefault()?.Result.Cycles ?? 0;
}
