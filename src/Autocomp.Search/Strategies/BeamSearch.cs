using System.Collections.Immutable;
using Autocomp.Isa;
using Autocomp.Search.Budgets;
using Autocomp.Search.Models;
using Autocomp.Search.Prompts;

namespace Autocomp.Search.Strategies;

/// <summary>The paper's search (arXiv 2505.18574): a beam of schedules; from each, models plan one optimisation of a menu and then implement the plan.</summary>
/// <remarks>Requests of a step run side by side; every choice is made before they start or after all have ended, in order of ids.</remarks>
/// <param name="models">Who is asked.</param>
/// <param name="texts">Prompts and menus.</param>
/// <param name="budget">Makes the meter of one search.</param>
/// <param name="options">How it works.</param>
public sealed class BeamSearch(ModelEnsemble models, PromptTexts texts, Func<BudgetMeter> budget, BeamSearchOptions? options = null) : ISearchStrategy
{
    private readonly BeamSearchOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => "beam";

    /// <inheritdoc/>
    public async Task<SearchOutcome> SearchAsync(SearchProblem problem, CancellationToken cancellation)
    {
        var ledger = new SearchLedger(problem);
        string reason;
        try
        {
            await ledger.StartAsync(cancellation).ConfigureAwait(false);
            reason = await RunAsync(problem, ledger, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            reason = "cancelled";
        }

        return await ledger.FinishAsync(reason).ConfigureAwait(false);
    }

    /// <summary>Searches on from what a ledger holds.</summary>
    /// <param name="problem">What is searched.</param>
    /// <param name="ledger">Starts and seeds, evaluated.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunAsync(SearchProblem problem, SearchLedger ledger, CancellationToken cancellation)
    {
        BudgetMeter meter = budget();
        Menu menu = texts.Menu(options.Menu ?? (problem.Target.Element == ElementType.Float32 ? "fine-grained" : "dense"));
        var step = new BeamStep(problem, ledger, models, new PromptWriter(texts, problem), menu, meter, options);
        ImmutableArray<Candidate> beam = [.. Seeds(ledger).Take(options.BeamWidth)];
        for (int phase = 1; phase <= options.Iterations; phase++)
        {
            if (beam.IsEmpty) return "no schedule to start from";
            if (beam[0].Result.Cycles * options.EnoughOfPeak <= ledger.Bound) return "bound reached";
            if (ledger.Remaining == 0) return "budget";
            ImmutableArray<Candidate> winners = await step.RunAsync(beam, phase, cancellation).ConfigureAwait(false);
            if (step.Trouble is { } trouble) return trouble;
            beam = [.. beam.Concat(winners).OrderBy(c => c.Result.Cycles).ThenBy(c => c.Id).Take(options.BeamWidth)];
            if (meter.Barrier() is { } stop) return stop;
        }

        return "all phases done";
    }

    /// <summary>Starts, and the best few results of an earlier search, fastest first.</summary>
    private IEnumerable<Candidate> Seeds(SearchLedger ledger)
    {
        int earlier = 0;
        foreach (Candidate candidate in ledger.Ranked)
        {
            if (candidate.ParentId is null || earlier++ < options.BuiltInSeeds) yield return candidate;
        }
    }
}
