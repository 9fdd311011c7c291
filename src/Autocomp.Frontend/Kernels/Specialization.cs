using System.Collections.Immutable;

namespace Autocomp.Frontend.Kernels;

/// <summary>The sizes that one specialisation fixes, sorted by dimension name. Empty when the kernel has constant sizes only.</summary>
/// <param name="Dimensions">Name and extent, ordinal order.</param>
public sealed record Specialization(ImmutableArray<KeyValuePair<string, long>> Dimensions)
{
    /// <summary>No named dimension.</summary>
    public static Specialization None { get; } = new(ImmutableArray<KeyValuePair<string, long>>.Empty);

    /// <summary>For example <c>k=512, m=512, n=10</c>; empty for <see cref="None"/>.</summary>
    public override string ToString() => string.Join(", ", Dimensions.Select(d => d.Key + "=" + d.Value));
}
