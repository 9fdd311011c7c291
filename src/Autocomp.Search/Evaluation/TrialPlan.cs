namespace Autocomp.Search.Evaluation;

/// <summary>How thorough the value trials are.</summary>
public enum TrialPlan
{
    /// <summary>During search: one random and one adversarial trial.</summary>
    Search,

    /// <summary>Before acceptance: hold-out seeds, all adversarial classes, several layouts, two poisons, kernel after kernel.</summary>
    Acceptance,

    /// <summary>Re-verification of a committed entry whose object is unchanged: a short acceptance.</summary>
    Quick,

    /// <summary>No trial: one symbolic run at a point whose expectation somebody has prepared (<see cref="ProvingEvaluator"/>).</summary>
    Proof,
}
