namespace Autocomp.Report;

/// <summary>One node of a search tree. All text in it may come from a model and is untrusted.</summary>
/// <param name="Id">In order of creation.</param>
/// <param name="Parent">What it was made from, or null.</param>
/// <param name="Origin">Who made it.</param>
/// <param name="Option">The menu option that it applies, or empty.</param>
/// <param name="Plan">The plan in words.</param>
/// <param name="Accepted">Whether it passed.</param>
/// <param name="Stage">How far it came.</param>
/// <param name="Cycles">Cycles, 0 when not measured.</param>
/// <param name="Message">Why it was rejected, or empty.</param>
public sealed record CandidateReport(
    int Id, int? Parent, string Origin, string Option, string Plan, bool Accepted, string Stage, long Cycles, string Message);
