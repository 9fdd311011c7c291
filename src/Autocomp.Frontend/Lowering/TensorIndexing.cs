namespace Autocomp.Frontend.Lowering;

/// <summary>How a tensor parameter is indexed.</summary>
internal enum TensorIndexing
{
    /// <summary>One flat index (span, one-dimensional array).</summary>
    Flat,

    /// <summary>One index a dimension (array of more dimensions, tensor span).</summary>
    Ranked,
}
