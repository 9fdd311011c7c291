using Autocomp.Isa;
using Autocomp.Search.Budgets;
using Autocomp.Search.Models;
using Autocomp.Search.Prompts;

namespace Autocomp.Search.Strategies;

/// <summary>The paper's search (arXiv 2505.18574): a beam of schedules; from each, models plan one optimisation of a menu and then implement the plan.</summary>
/// <param name="models">Who is asked.</param>
/// <param name="texts">Prompts and menus.</param>
/// <param name="budget">Makes the meter of one search.</param>
/// <param name="options">How it works.</param>
/// <param name="policy">Another policy than the beam, or null.</param>
public sealed class BeamSearch(ModelEnsemble models, PromptTexts texts, Func<BudgetMeter> budget, BeamSearchOptions? options = null, Func<ISelectionPolicy>? policy = null)
    : ProposingSearch(policy ?? (() => new BeamPolicy()), (problem, ledger) => new ModelProposer(problem, ledger, models, texts, budget(), options ?? new()), options)
{
    /// <summary>The menu for a target: the one that the options name, otherwise the one of its element type.</summary>
    /// <param name="texts">The menus.</param>
    /// <param name="target">The machine.</param>
    /// <param name="options">How the search works.</param>
    /// <returns>All of its options.</returns>
    public static Menu MenuFor(PromptTexts texts, TargetDescription target, BeamSearchOptions options) =>
        texts.Menu(options.Menu ?? (target.Element == ElementType.Float32 ? "fine-grained" : "dense"));
}
