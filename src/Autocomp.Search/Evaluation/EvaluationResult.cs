using System.Collections.Immutable;
using Autocomp.Emulator;

namespace Autocomp.Search.Evaluation;

/// <summary>What became of one candidate. Serialisable; a failure is a value.</summary>
/// <param name="CandidateId">From the request.</param>
/// <param name="Stage">Where it ended; <see cref="EvaluationStage.Accepted"/> is the only success.</param>
/// <param name="Message">Empty on success, otherwise the reason: readable by people and by a model, with line and command where known.</param>
/// <param name="CanonicalText">The schedule as printed from its tree, once the front end has accepted it.</param>
/// <param name="ObjectHash">SHA-256 of the object, lower-case hex, once compiled.</param>
/// <param name="Cycles">Cycles of the timed run; 0 when not measured.</param>
/// <param name="Profile">Where they went.</param>
/// <param name="Evidence">What was checked, for the store and the report.</param>
public sealed record EvaluationResult(
    int CandidateId,
    EvaluationStage Stage,
    string Message,
    string? CanonicalText = null,
    string? ObjectHash = null,
    long Cycles = 0,
    KernelProfile? Profile = null,
    ImmutableArray<string> Evidence = default)
{
    /// <summary>Whether the schedule was proved for all inputs in this evaluation; otherwise it was tested.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsProved => !Evidence.IsDefault && Evidence.Any(e => e.StartsWith(Verification.Symbolic.ProofRun.Proved, StringComparison.Ordinal));

    /// <summary><c>proved</c> or <c>tested</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Verified => IsProved ? "proved" : "tested";

    /// <summary>The line of <see cref="CanonicalText"/> at which a run faulted; null for every other end.</summary>
    public int? Line { get; init; }
}
