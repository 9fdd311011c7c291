namespace Autocomp.Search.Strategies;

/// <summary>How the beam search works. Defaults are the paper's for matrix products (arXiv 2505.18574).</summary>
public sealed record BeamSearchOptions
{
    /// <summary>Iterations ('phases').</summary>
    /// <value>Default 15.</value>
    public int Iterations { get; init; } = 15;

    /// <summary>Schedules kept from one iteration to the next.</summary>
    /// <value>Default 6.</value>
    public int BeamWidth { get; init; } = 6;

    /// <summary>Plans asked for from each kept schedule.</summary>
    /// <value>Default 6.</value>
    public int PlansPerParent { get; init; } = 6;

    /// <summary>Implementations asked for from each plan.</summary>
    /// <value>Default 2.</value>
    public int ImplementationsPerPlan { get; init; } = 2;

    /// <summary>Probability that a menu option is shown; at least one always is.</summary>
    /// <value>Default 0.3.</value>
    public double MenuProbability { get; init; } = 0.3;

    /// <summary>Second chances of an implementation that fails, with the failure's message. The paper has none.</summary>
    /// <value>Default 1.</value>
    public int Retries { get; init; } = 1;

    /// <summary>Results of the built-in search that start in the beam.</summary>
    /// <value>Default 2.</value>
    public int BuiltInSeeds { get; init; } = 2;

    /// <summary>The menu's name, or null for the one of the target's element type: <c>dense</c>, for floating point <c>fine-grained</c>.</summary>
    /// <value>Default null.</value>
    public string? Menu { get; init; }

    /// <summary>Sampling temperature; null for the model's own.</summary>
    /// <value>Default null.</value>
    public double? Temperature { get; init; }

    /// <summary>Upper limit of a reply in tokens.</summary>
    /// <value>Default 32,768.</value>
    public int MaxOutputTokens { get; init; } = 32768;

    /// <summary>Share of the array's peak at which the search ends.</summary>
    /// <value>Default 0.995.</value>
    public double EnoughOfPeak { get; init; } = 0.995;

    /// <summary>Probability that a plan combines a schedule with the next one of the beam.</summary>
    /// <value>Default 0.1.</value>
    public double CombineProbability { get; init; } = 0.1;

    /// <summary>Steps in a row without anything new to evaluate after which the search ends.</summary>
    /// <value>Default 2.</value>
    public int BarrenSteps { get; init; } = 2;

    /// <summary>Steps in a row without a faster schedule after which the search ends; 0 for never.</summary>
    /// <value>Default 5.</value>
    public int Patience { get; init; } = 5;

    /// <summary>Most requests for each evaluation that the search may make when it begins, so that a model that never answers usefully ends soon.</summary>
    /// <value>Default 3: a plan, an implementation, a second chance.</value>
    public int RequestsPerEvaluation { get; init; } = 3;

    /// <summary>How a model is asked.</summary>
    /// <value>Default <see cref="PromptStyle.TwoPhase"/>.</value>
    public PromptStyle Style { get; init; } = PromptStyle.TwoPhase;
}
