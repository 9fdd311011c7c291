using System.Collections.Immutable;

namespace Autocomp.Search.Store;

/// <summary>What the store holds for a kernel, judged against its present identity.</summary>
/// <param name="State">What it is worth.</param>
/// <param name="Reasons">Why it is not valid: a sentence a part that changed; empty when valid or missing.</param>
/// <param name="SchedulePath">Where its schedule is or would be.</param>
/// <param name="ScheduleText">The schedule as it stands in the file, or null.</param>
/// <param name="Evidence">What was recorded with it, or null.</param>
public sealed record StoredEntry(
    EntryState State,
    ImmutableArray<string> Reasons,
    string SchedulePath,
    string? ScheduleText,
    EntryEvidence? Evidence);
