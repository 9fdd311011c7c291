using System.Collections.Immutable;

namespace Autocomp.Search.Store;

/// <summary>Entries that belong to no kernel any more.</summary>
public static class UnusedEntries
{
    /// <summary>Names in a store that none of the identities has.</summary>
    /// <param name="store">The store.</param>
    /// <param name="identities">All kernels of all projects that use it.</param>
    /// <returns>File names without extension, in ordinal order.</returns>
    public static ImmutableArray<string> Of(ScheduleStore store, ImmutableArray<KernelIdentity> identities)
    {
        HashSet<string> used = [.. identities.Select(i => i.FileName)];
        return [.. store.Names().Where(name => !used.Contains(name))];
    }
}
