using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lowering;

/// <summary>A tensor that an operation reads or writes, and which part of it.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="IsWritten">Whether it is written.</param>
/// <param name="Operand">The part as it lies in memory, or null when all of the tensor may be meant.</param>
/// <param name="Rows">Rows of the part.</param>
/// <param name="Columns">Columns of the part.</param>
internal sealed record MemoryRegion(KernelParameter Tensor, bool IsWritten, MatrixOperand? Operand, int Rows, int Columns)
{
    /// <summary>What tensors that may overlap have in common.</summary>
    public string Memory => MemoryOf(Tensor);

    /// <summary>What tensors that may overlap have in common.</summary>
    /// <param name="tensor">A tensor.</param>
    public static string MemoryOf(KernelParameter tensor) => tensor.MayAlias ? "" : tensor.Name;

    /// <summary>What an operation without parts reads and writes.</summary>
    /// <param name="operation">The operation.</param>
    public static IEnumerable<MemoryRegion> Of(TensorOperation operation) => operation switch
    {
        TensorOperation.MatrixProduct p => [.. Whole(p.Bias is null ? [] : [p.Bias], false), Read(p.A, p.I, p.K), Read(p.B, p.K, p.J), Written(p.C, p.I, p.J)],
        TensorOperation.MatrixSum s =>
        [
            .. s.Products.SelectMany(p => new[] { Read(p.A, s.I, p.K), Read(p.B, p.K, s.J) }),
            .. s.Addends.Select(a => a.Count == 1 ? Read(a.Matrix, s.I, s.J) : Read(a.Matrix, s.I, s.J) with { Operand = null }),
            Written(s.C, s.I, s.J),
        ],
        _ => [.. Whole(operation.Reads, false), .. operation.Result is { } result ? [Written(result.Operand, result.Rows, result.Columns)] : Whole(operation.Writes, true)],
    };

    /// <summary>Whether both are the same elements in each iteration of all repetitions around.</summary>
    /// <param name="other">The other.</param>
    public bool IsSamePart(MemoryRegion other) =>
        Operand is { } mine && other.Operand is { } its && mine.Tensor.Name == its.Tensor.Name && mine.Offset == its.Offset
        && (mine.RowStride == its.RowStride || Rows == 1) && Rows == other.Rows && Columns == other.Columns && Moves(mine).SequenceEqual(Moves(its));

    /// <summary>Whether different iterations of repetitions mean different elements.</summary>
    /// <param name="counts">How often each repetition around runs, outermost first.</param>
    /// <param name="depth">The outermost repetition that counts.</param>
    public bool IsApart(IReadOnlyList<int> counts, int depth)
    {
        if (Operand is null)
        {
            return false;
        }

        List<(Int128 Stride, int Count)> dimensions = [(1, Columns), (Operand.RowStride, Rows)];
        for (int d = depth; d < counts.Count; d++)
        {
            dimensions.Add((d < Operand.Steps.Length ? Int128.Abs(Operand.Steps[d]) : 0, counts[d]));
        }

        Int128 reach = 0;
        foreach ((Int128 stride, int count) in dimensions.Where(dimension => dimension.Count > 1).OrderBy(dimension => dimension.Stride))
        {
            if (stride <= reach)
            {
                return false;
            }

            reach += stride * (count - 1);
        }

        return true;
    }

    /// <summary>How an operand moves with the repetitions around, without those at the end that don't move it.</summary>
    /// <param name="operand">The operand.</param>
    public static ImmutableArray<long> Moves(MatrixOperand operand)
    {
        int length = operand.Steps.Length;
        while (length > 0 && operand.Steps[length - 1] == 0)
        {
            length--;
        }

        return operand.Steps[..length];
    }

    private static MemoryRegion Read(MatrixOperand operand, int rows, int columns) => Part(operand, rows, columns, false);

    private static MemoryRegion Written(MatrixOperand operand, int rows, int columns) => Part(operand, rows, columns, true);

    private static MemoryRegion Part(MatrixOperand operand, int rows, int columns, bool isWritten) =>
        operand.Transposed ? new(operand.Tensor, isWritten, operand, columns, rows) : new(operand.Tensor, isWritten, operand, rows, columns);

    private static IEnumerable<MemoryRegion> Whole(IEnumerable<KernelParameter> tensors, bool isWritten) =>
        tensors.Select(tensor => new MemoryRegion(tensor, isWritten, null, 0, 0));
}
