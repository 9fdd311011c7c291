namespace Autocomp.Frontend.Kernels;

/// <summary>How a parameter is passed.</summary>
public enum ParameterKind
{
    /// <summary>A tensor; in the C function a pointer to its first element.</summary>
    Tensor,

    /// <summary>A runtime scalar.</summary>
    Scalar,

    /// <summary>An <c>int</c> named like a dimension: fixed by the specialisation, absent from the C function.</summary>
    Dimension,
}
