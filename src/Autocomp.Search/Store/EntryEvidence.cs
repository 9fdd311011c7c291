using System.Collections.Immutable;

namespace Autocomp.Search.Store;

/// <summary>What was measured and checked when the schedule was stored. For readers: it is made anew on use, never trusted.</summary>
/// <param name="Cycles">Cycles of the schedule.</param>
/// <param name="StartCycles">Cycles of the schedule that the search started from.</param>
/// <param name="IdealCycles">Cycles that the array alone needs; 0 when the kernel does not use it.</param>
/// <param name="Provenance">Who made it: <c>builtin</c>, <c>hand</c>, <c>lowered</c>, a model's name.</param>
/// <param name="Checks">What was checked, a sentence each.</param>
public sealed record EntryEvidence(
    long Cycles,
    long StartCycles,
    long IdealCycles,
    string Provenance,
    ImmutableArray<string> Checks)
{
    /// <summary>Whether the symbolic check held when the entry was stored. For readers; whoever acts on it makes the check again.</summary>
    public bool WasProved => !Checks.IsDefault && Checks.Any(c => c.StartsWith(Verification.Symbolic.ProofRun.Proved, StringComparison.Ordinal));

    /// <summary>Share of the array's peak, 0 when unknown.</summary>
    public double ShareOfPeak => Cycles > 0 ? (double)IdealCycles / Cycles : 0;
}
