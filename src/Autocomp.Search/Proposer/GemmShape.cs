using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Search.Proposer;

/// <summary>A matrix product on one target, as the schedule writer sees it.</summary>
/// <param name="Kernel">The kernel that the schedule implements.</param>
/// <param name="Product">The operation.</param>
/// <param name="Target">The machine.</param>
public sealed record GemmShape(KernelInfo Kernel, TensorOperation.MatrixProduct Product, TargetDescription Target)
{
    /// <summary>The name of the method that is to be written alone, for a schedule of several operations; null for a whole schedule.</summary>
    public string? Method { get; init; }

    /// <summary>Rows and columns of the array.</summary>
    public int Dim => Target.Dim;

    /// <summary>Blocks of rows of C.</summary>
    public int RowBlocks => Blocks(Product.I);

    /// <summary>Blocks of columns of C.</summary>
    public int ColumnBlocks => Blocks(Product.J);

    /// <summary>Blocks of the inner dimension.</summary>
    public int DepthBlocks => Blocks(Product.K);

    /// <summary>Bytes of an element of A and B.</summary>
    public int ElementBytes => new DataType(Product.A.Tensor.Scalar).ScalarSize;

    /// <summary>Bytes of an element of C.</summary>
    public int ResultBytes => new DataType(Product.C.Tensor.Scalar).ScalarSize;

    /// <summary>Cycles that the array needs when it is never idle: products divided by products a cycle.</summary>
    public long IdealCycles => ((long)Product.I * Product.J * Product.K + Target.PeakMacsPerCycle - 1) / Target.PeakMacsPerCycle;

    /// <summary>Why the built-in proposer leaves this operation alone, or null when it has schedules for it.</summary>
    public string? Unsupported =>
        Product.C.Transposed ? "a transposed result is not in the built-in space"
        : Product.A.Transposed && Product.B.Transposed ? "two transposed operands are not in the built-in space: the array turns one only"
        : Math.Max(Extent(Product.A, Product.A.Transposed ? Product.K : Product.I), Math.Max(Extent(Product.B, Product.B.Transposed ? Product.J : Product.K), Extent(Product.C, Product.I))) > int.MaxValue ? "a tensor has more than 2^31 elements"
        : null;

    private int Blocks(int elements) => (elements + Dim - 1) / Dim;

    private static long Extent(MatrixOperand operand, int rows) => operand.Offset + operand.RowStride * rows;
}
