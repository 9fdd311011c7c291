using System.Collections.Immutable;
using Autocomp.Search.Budgets;
using Autocomp.Search.Journal;
using Autocomp.Search.Models;
using Autocomp.Search.Prompts;
using Autocomp.Search.Store;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Projects;

/// <summary>The search of mode Tune: the built-in proposer, then, when the project names a model, its strategy (the paper's beam) from what that found.</summary>
internal sealed class TuningSearch
{
    // The tenth part of a model's evaluations is kept for the constants of what it wrote.
    private const int EvaluationsPerConstantTrial = 10;

    private readonly BuildSettings _settings;
    private readonly TimeProvider _time;
    private readonly PromptTexts _texts = new();
    private readonly BuiltInSearch _builtIn = new();

    /// <summary>A search as the settings configure it.</summary>
    /// <param name="settings">The build's settings.</param>
    /// <param name="time">The clock of model requests and of the wall-time budget.</param>
    public TuningSearch(BuildSettings settings, TimeProvider time) =>
        (_settings, _time) = (settings, time);

    /// <summary>Short hash of the menus.</summary>
    public string MenuVersion => _texts.MenuVersion;

    /// <summary>Short hash of the prompts.</summary>
    public string PromptVersion => _texts.PromptVersion;

    /// <summary>Strategy, budget, seed and models in a line; part of an entry's freshness.</summary>
    public string Description => FormattableString.Invariant(
        $"{(_settings.Model.Length > 0 ? Asking() : "builtin")}, {_settings.MaxEvaluations} evaluations{Cap(_settings.MaxSeconds, "s")}{Cap(_settings.MaxSamples, "requests")}{Cap(_settings.MaxTokens, "tokens")}{Cap(_settings.MaxMoney, "dollars")}, seed {_settings.Seed}");

    private string Asking()
    {
        BeamSearchOptions options = _settings.ModelSearch;
        return FormattableString.Invariant(
            $"{(_settings.BuiltIn ? "builtin + " : "")}{_settings.Strategy} with {_settings.Model} ({options.Style}, {options.Iterations} steps, width {options.BeamWidth}, {options.PlansPerParent} plans, {options.ImplementationsPerPlan} implementations, {options.Retries} second chances, enough {options.EnoughOfPeak})");
    }

    private static string Cap(decimal value, string unit) => value > 0 ? FormattableString.Invariant($", {value} {unit}") : "";

    /// <summary>Searches. Trouble with a model is a warning; what was found without it is the result.</summary>
    /// <param name="problem">The kernel, and the starts that every search of it has.</param>
    /// <param name="earlier">A stored schedule that competes, or null. One that this very search has found before, when it was interrupted, does not: it would be another search then.</param>
    /// <param name="identity">The kernel's.</param>
    /// <param name="freshness">Versions and settings now.</param>
    /// <param name="cancellation">Ends the search; the best so far is the result.</param>
    public async Task<(SearchOutcome Outcome, ImmutableArray<BuildDiagnostic> Said)> SearchAsync(
        SearchProblem problem, string? earlier, KernelIdentity identity, Freshness freshness, CancellationToken cancellation)
    {
        JournalFolder folder = DataFolder.Journals(_settings.AssemblyName, identity);
        SearchFacts facts = new(identity, freshness, problem);
        if (earlier is not null && !JournalReader.Holds(folder, facts.Key, earlier)) facts = facts with { Problem = problem with { Starts = problem.Starts.Add(earlier) } };
        using SearchJournal journal = await SearchJournal.OpenAsync(folder, facts.Key, facts.Named, cancellation).ConfigureAwait(false);
        problem = facts.Recorded(journal);
        SearchLedger ledger = new(problem);
        ImmutableArray<BuildDiagnostic>.Builder said = ImmutableArray.CreateBuilder<BuildDiagnostic>();
        string reason;
        try
        {
            // A model gets at least half of the evaluations.
            if (_settings.Model.Length > 0) ledger.Limit = _settings.MaxEvaluations / 2;
            ImmutableArray<Candidate> starts = await ledger.StartAsync(cancellation).ConfigureAwait(false);
            reason = _settings.Model.Length > 0 && !_settings.BuiltIn ? "" : await _builtIn.RunAsync(problem, ledger, starts.IsEmpty ? null : starts[0].Id, cancellation).ConfigureAwait(false);
            ledger.Limit = int.MaxValue;
            if (_settings.Model.Length > 0) reason = await AskAsync(problem, ledger, journal, identity.MeaningHash, said, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            reason = "cancelled";
        }

        SearchOutcome outcome = await ledger.FinishAsync(reason).ConfigureAwait(false);
        journal.AddEnd(outcome);
        if (!outcome.EndedEarly) Recipes.Save(problem, identity.MeaningHash, outcome, IsModel);
        if (journal.Problem is { } trouble) said.Add(BuildDiagnostics.Journal(problem.Kernel, journal.Lost, trouble));
        return (outcome, said.ToImmutable());
    }

    private async Task<string> AskAsync(
        SearchProblem problem, SearchLedger ledger, SearchJournal journal, string meaning, ImmutableArray<BuildDiagnostic>.Builder said, CancellationToken cancellation)
    {
        ModelEnsemble? models = new ModelSetup(_settings, journal, _time).Create(out ImmutableArray<string> trouble);
        foreach (string text in trouble) said.Add(BuildDiagnostics.Model(problem.Kernel, text));
        if (models is null) return "no model";
        SearchBudget budget = new() { Time = TimeSpan.FromSeconds(_settings.MaxSeconds), Tokens = _settings.MaxTokens, Money = _settings.MaxMoney };
        if (_settings.MaxSamples > 0) budget = budget with { Samples = _settings.MaxSamples };
        PriceList prices = PriceList.Load(Environment.GetEnvironmentVariable);
        // What an earlier run of this search began with, whatever was learnt since.
        Recipe recipe = journal.Recipe ?? Known(Recipes.Find(problem, meaning), problem);
        journal.AddRecipe(recipe);
        Announce(problem, ledger, models, recipe, budget, prices);
        BeamSearch beam = new(models, _texts, () => new BudgetMeter(budget, _time, journal, prices), _settings.ModelSearch, () => Policy(recipe));
        ledger.Limit = ledger.Evaluations + ledger.Remaining - ledger.Remaining / EvaluationsPerConstantTrial;
        string reason = await beam.RunAsync(problem, ledger, null, cancellation).ConfigureAwait(false);
        ledger.Limit = int.MaxValue;
        if (reason != "bound reached" && !reason.StartsWith("model", StringComparison.Ordinal)) await ConstantTuning.RunAsync(problem, ledger, IsModel, cancellation).ConfigureAwait(false);
        // Who has been told why the model is not asked need not hear that it was not.
        if (trouble.IsEmpty && reason.StartsWith("model", StringComparison.Ordinal)) said.Add(BuildDiagnostics.Model(problem.Kernel, reason));
        return reason;
    }

    private RecipeBook Recipes => new(Path.Combine(DataFolder.Of(_settings.AssemblyName), "recipes"));

    private ISelectionPolicy Policy(Recipe recipe) => recipe.Options.IsEmpty ? SelectionPolicies.Create(_settings.Strategy) : new RecipePolicy(recipe, SelectionPolicies.Create(_settings.Strategy));

    private Recipe Known(Recipe? found, SearchProblem problem)
    {
        Menu menu = BeamSearch.MenuFor(_texts, problem.Target, _settings.ModelSearch);
        return new([.. (found?.Options ?? []).Where(name => menu.Options.Any(o => o.Name == name))]);
    }

    // Models' names begin with their provider.
    private static bool IsModel(string origin) => origin.Contains(':', StringComparison.Ordinal);

    // What the search may come to is said before the first request.
    private void Announce(SearchProblem problem, SearchLedger ledger, ModelEnsemble models, Recipe recipe, SearchBudget budget, PriceList prices)
    {
        if (ledger.Ranked.FirstOrDefault() is not { } best) return;
        BeamSearchOptions options = _settings.ModelSearch;
        PromptWriter prompts = new(_texts, problem);
        string prompt = prompts.Plan(new Assignment(best, BeamSearch.MenuFor(_texts, problem.Target, options), 1, options.Iterations, 1));
        ModelRequest typical = new(prompts.System, prompt, null, options.MaxOutputTokens, 0);
        SearchEstimate estimate = SearchEstimate.Of(ledger.Remaining * options.RequestsPerEvaluation, typical, models, budget, prices);
        problem.Progress?.Report(new(ledger.Evaluations, problem.MaxEvaluations, best.Result.Cycles, $"asking {_settings.Model}: {estimate}{(recipe.Options.IsEmpty ? "" : "; first what helped a similar kernel: " + string.Join(", ", recipe.Options))}"));
    }
}
