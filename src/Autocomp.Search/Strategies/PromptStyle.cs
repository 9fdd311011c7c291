namespace Autocomp.Search.Strategies;

/// <summary>How a model is asked for a candidate.</summary>
public enum PromptStyle
{
    /// <summary>A plan first, then implementations of it, whole schedules (the paper's).</summary>
    TwoPhase,

    /// <summary>Plan and whole schedule in one reply.</summary>
    SinglePrompt,

    /// <summary>A plan first, then implementations as search-and-replace edits of the parent.</summary>
    Edits,
}
