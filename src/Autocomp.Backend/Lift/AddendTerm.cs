namespace Autocomp.Backend.Lift;

/// <summary>One matrix in a sum of matrices: <c>Coefficient * Matrix</c>.</summary>
/// <param name="Matrix">The matrix; its elements are of the element type or of the accumulator's. A row stride of 0 adds one row to all rows.</param>
/// <param name="Coefficient">What multiplies each element. With integers each product is rounded to nearest even and saturated to the element type, as loads do; 1 for elements of the accumulator's type.</param>
public sealed record AddendTerm(MatrixOperand Matrix, Coefficient Coefficient)
{
    /// <summary>How many matrices of the same shape are added up, as in pooling by averages. Default 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Elements from one of them to the next.</summary>
    public long Step { get; init; }
}
