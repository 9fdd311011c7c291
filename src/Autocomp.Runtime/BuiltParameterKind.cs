namespace Autocomp.Runtime;

/// <summary>How a built kernel takes a parameter.</summary>
public enum BuiltParameterKind
{
    /// <summary>A pointer to the tensor's first element.</summary>
    Tensor,

    /// <summary>A value in a register.</summary>
    Scalar,

    /// <summary>Fixed by the specialisation; not passed.</summary>
    Dimension,
}
