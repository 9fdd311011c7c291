using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lowering;

/// <summary>An operand or a result of a step in a chain, as it lies in memory.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Coefficient">What its elements are multiplied by when they are loaded.</param>
/// <param name="Offset">Element offset of row 0, column 0, in the first iteration of all repetitions.</param>
/// <param name="RowStride">Elements from one row to the next; 0 when all rows are the same memory.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="IsTurned">Whether it is used transposed.</param>
/// <param name="Steps">What the offset grows by with each repetition around, outermost first.</param>
internal sealed record ChainMatrix(
    KernelParameter Tensor, Coefficient Coefficient, long Offset, long RowStride, int Rows, int Columns, bool IsTurned, ImmutableArray<long> Steps)
{
    /// <summary>Whether one row of memory stands for all rows.</summary>
    public bool IsBroadcast => RowStride == 0 && Rows > 1;

    /// <summary>An operand of a given size. A row or a column becomes a column of neighbours where it can be one.</summary>
    /// <param name="operand">The operand.</param>
    /// <param name="coefficient">What multiplies it.</param>
    /// <param name="rows">Rows, as it is used.</param>
    /// <param name="columns">Columns, as it is used.</param>
    public static ChainMatrix Of(MatrixOperand operand, Coefficient coefficient, int rows, int columns)
    {
        (long row, long column) = operand.Strides;
        ImmutableArray<long> steps = MemoryRegion.Moves(operand);
        return columns == 1 ? new(operand.Tensor, coefficient, operand.Offset, rows == 1 ? 1 : row, rows, 1, false, steps)
            : operand.Transposed ? new(operand.Tensor, coefficient, operand.Offset, column, columns, rows, true, steps)
            : new(operand.Tensor, coefficient, operand.Offset, row, rows, columns, false, steps);
    }

    /// <summary>What a repetition moves it by.</summary>
    /// <param name="depth">The repetition.</param>
    public long Step(int depth) => depth < Steps.Length ? Steps[depth] : 0;

    /// <summary>Whether it is the same elements as another one, in each iteration.</summary>
    /// <param name="other">The other one.</param>
    public bool IsSamePart(ChainMatrix other) =>
        Tensor.Name == other.Tensor.Name && Offset == other.Offset && Rows == other.Rows && Columns == other.Columns
        && (Rows == 1 || RowStride == other.RowStride) && Steps.SequenceEqual(other.Steps);

    /// <summary>Whether another one holds all of its elements, in each iteration.</summary>
    /// <param name="other">The other one.</param>
    public bool IsPartOf(ChainMatrix other) => Rows <= other.Rows && Columns <= other.Columns && IsSamePart(other with { Rows = Rows, Columns = Columns });

    /// <summary>Matrices of one key share a place in the scratchpad.</summary>
    /// <param name="outer">Repetitions around the chain: each moves the tensors, and the chain begins anew.</param>
    public string Key(int outer)
    {
        string moves = string.Join(' ', Steps.Take(outer).Select(step => step.ToString(CultureInfo.InvariantCulture)));
        string row = IsBroadcast ? string.Create(CultureInfo.InvariantCulture, $"row {Offset} of {Columns}, {Rows} times") : "";
        return $"{Tensor.Name}|{Coefficient.Text}|{moves}|{row}";
    }
}
