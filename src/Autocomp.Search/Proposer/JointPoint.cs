using System.Collections.Immutable;

namespace Autocomp.Search.Proposer;

/// <summary>One point for each operation of a kernel that has a space of its own.</summary>
/// <param name="Parts">The points in the order of the kernel.</param>
public sealed record JointPoint(ImmutableArray<SchedulePoint> Parts) : SchedulePoint
{
    /// <inheritdoc/>
    public bool Equals(JointPoint? other) => other is not null && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => Parts.Length == 1 ? Parts[0].ToString() : string.Join("; ", Parts.Select((p, n) => $"operation {n + 1}: {p}"));
}
