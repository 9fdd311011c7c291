namespace Autocomp.Search.Proposer;

/// <summary>The options of the fine-grained menu that the built-in proposer applies to chains; a test holds the names equal to the menu file's.</summary>
public static class ChainMenuOptions
{
    /// <summary>Intermediate results that stay in local memory, without fences.</summary>
    public const string Resident = "minimise data movement";

    /// <summary>One transfer for several rows.</summary>
    public const string Merge = "merge commands";

    /// <summary>Another order of independent products.</summary>
    public const string Reorder = "reorder operations";

    /// <summary>Loads and stores at other times.</summary>
    public const string Pipeline = "software pipelining";

    /// <summary>Another dataflow, or vectors the other way round.</summary>
    public const string Substitute = "substitute faster operations";

    /// <summary>Loops instead of straight-line code, or the other way round.</summary>
    public const string Loops = "minimise loop overhead";

    /// <summary>Operands in banks of their own.</summary>
    public const string Other = "another optimisation";
}
