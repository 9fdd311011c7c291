namespace Autocomp.Search.Store;

/// <summary>What a stored schedule is worth now.</summary>
public enum EntryState
{
    /// <summary>Nothing is stored.</summary>
    Missing,

    /// <summary>The stored schedule is for exactly this kernel, target, tool and search.</summary>
    Valid,

    /// <summary>Right for this kernel and target, but measured or searched under other versions or settings: used, and measured again.</summary>
    Old,

    /// <summary>The schedule's text is not the one that was stored: it must be adopted or restored.</summary>
    Edited,

    /// <summary>The kernel or the target means something else now, or the entry cannot be read.</summary>
    Invalid,
}
