using System.Runtime.CompilerServices;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Schedules;

/// <summary>Tells statements apart by place, not by content: two equal statements are still two.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<Statement>
{
    /// <summary>The one instance.</summary>
    public static ReferenceComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(Statement? x, Statement? y) => ReferenceEquals(x, y);

    /// <inheritdoc/>
    public int GetHashCode(Statement obj) => RuntimeHelpers.GetHashCode(obj);
}
