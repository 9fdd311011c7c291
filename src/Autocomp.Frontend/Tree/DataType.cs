namespace Autocomp.Frontend.Tree;

/// <summary>The type of an expression, local or parameter: a scalar, or a pointer to one.</summary>
/// <param name="Scalar">The scalar, or what the pointer points at (a <c>void*</c> points at <see cref="ScalarType.UInt8"/>).</param>
/// <param name="IsPointer">Whether this is a main-memory address.</param>
public readonly record struct DataType(ScalarType Scalar, bool IsPointer = false)
{
    /// <summary>Size of the scalar in bytes.</summary>
    public int ScalarSize => Scalar switch
    {
        ScalarType.Boolean or ScalarType.Int8 or ScalarType.UInt8 => 1,
        ScalarType.Int16 or ScalarType.UInt16 => 2,
        ScalarType.Int32 or ScalarType.UInt32 or ScalarType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Whether the scalar is <c>float</c> or <c>double</c>.</summary>
    public bool IsFloat => !IsPointer && Scalar is ScalarType.Float32 or ScalarType.Float64;

    /// <summary>Whether the scalar is a signed integer.</summary>
    public bool IsSigned => Scalar is ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;
}
