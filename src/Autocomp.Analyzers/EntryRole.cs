namespace Autocomp.Analyzers;

/// <summary>How a parameter is handed to the runtime.</summary>
internal enum EntryRole
{
    /// <summary>A tensor that is read.</summary>
    In,

    /// <summary>A tensor that is written.</summary>
    Out,

    /// <summary>A tensor that is read and written.</summary>
    InOut,

    /// <summary>A runtime scalar.</summary>
    Scalar,

    /// <summary>A size.</summary>
    Dimension,
}
