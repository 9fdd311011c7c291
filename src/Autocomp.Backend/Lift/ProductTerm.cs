namespace Autocomp.Backend.Lift;

/// <summary>One product in a sum of matrices: <c>Coefficient * A * B</c>.</summary>
/// <param name="K">Columns of A and rows of B.</param>
/// <param name="A">Left operand.</param>
/// <param name="B">Right operand.</param>
/// <param name="Coefficient">What multiplies it; 1 for integers.</param>
public sealed record ProductTerm(int K, MatrixOperand A, MatrixOperand B, Coefficient Coefficient);
