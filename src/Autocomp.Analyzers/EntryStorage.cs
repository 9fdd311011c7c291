namespace Autocomp.Analyzers;

/// <summary>How the tensor is stored on the host.</summary>
internal enum EntryStorage
{
    /// <summary>Converts to a span.</summary>
    Span,

    /// <summary>An array of several dimensions.</summary>
    Array,

    /// <summary>A tensor span, perhaps with gaps.</summary>
    TensorSpan,
}
