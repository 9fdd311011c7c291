using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>What a loop nest computes, as an operation that the accelerator knows.</summary>
public abstract partial record TensorOperation
{
    /// <summary><c>C[i,j] = epilogue(bias[j] + sum over k of A[i,k] * B[k,j])</c>, all tensors row-major.</summary>
    /// <param name="I">Rows of A and C.</param>
    /// <param name="J">Columns of B and C.</param>
    /// <param name="K">Columns of A and rows of B.</param>
    /// <param name="A">Left operand.</param>
    /// <param name="B">Right operand.</param>
    /// <param name="Bias">Row of J accumulator elements that starts each sum, or null.</param>
    /// <param name="C">Result.</param>
    /// <param name="Epilogue">What happens to the sums.</param>
    public sealed record MatrixProduct(
        int I,
        int J,
        int K,
        MatrixOperand A,
        MatrixOperand B,
        KernelParameter? Bias,
        MatrixOperand C,
        Epilogue Epilogue) : TensorOperation;
}
