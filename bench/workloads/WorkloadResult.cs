namespace Autocomp.Workloads;

/// <summary>What became of one workload.</summary>
/// <param name="Kernel">The kernel's name with its sizes.</param>
/// <param name="Remark">What it was recognised as, or why not.</param>
/// <param name="IsLifted">Whether all of it runs on the accelerator.</param>
/// <param name="Problem">Why its start was not accepted, or null.</param>
/// <param name="Cycles">Cycles of the start; 0 when it was not accepted.</param>
/// <param name="IdealCycles">Cycles that the array alone needs.</param>
public sealed record WorkloadResult(string Kernel, string Remark, bool IsLifted, string? Problem, long Cycles, long IdealCycles)
{
    /// <summary>Cycles of what the built-in search found; 0 without a search.</summary>
    public long Found { get; init; }

    /// <summary>What the symbolic check said of the start, when the plan is acceptance; what the search did, when there is one; otherwise empty.</summary>
    public string Proof { get; init; } = "";

    /// <summary>Processor time of the trials, all of this process.</summary>
    public double TrialSeconds { get; init; }

    /// <summary>Processor time of the symbolic check on top of them.</summary>
    public double ProofSeconds { get; init; }
}
