namespace Autocomp.Search.Proposer;

/// <summary>The options of the dense menu that the built-in proposer applies; a test holds the names equal to the menu file's.</summary>
public static class MenuOptions
{
    /// <summary>Other tile sizes.</summary>
    public const string Tiling = "loop tiling";

    /// <summary>Another order of the tile loops.</summary>
    public const string Reorder = "loop reordering";

    /// <summary>Another order of the block products.</summary>
    public const string ReorderComputations = "reorder computations";

    /// <summary>Loads of the next chunk during this one.</summary>
    public const string DoubleBuffer = "double buffering";

    /// <summary>A panel loaded once and kept.</summary>
    public const string MoreInScratchpad = "keep more in the scratchpad";

    /// <summary>Operands in banks of their own.</summary>
    public const string Spread = "spread over the scratchpad";

    /// <summary>Wider transfers.</summary>
    public const string Substitute = "substitute faster operations";

    /// <summary>Stores of one tile during the next.</summary>
    public const string Pipeline = "software pipelining";

    /// <summary>All of them.</summary>
    public static System.Collections.Immutable.ImmutableArray<string> All { get; } =
        [Tiling, Reorder, ReorderComputations, DoubleBuffer, MoreInScratchpad, Spread, Substitute, Pipeline];
}
