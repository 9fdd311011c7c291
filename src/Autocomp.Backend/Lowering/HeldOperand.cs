using System.Collections.Immutable;
using Autocomp.Backend.Lift;

namespace Autocomp.Backend.Lowering;

/// <summary>An operand that lies whole in its half of the scratchpad.</summary>
/// <param name="Operand">The operand.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Missing">It is there except in iterations in which all of these repetitions around (depths, outermost 0) are at their beginning; empty when it always is.</param>
internal sealed record HeldOperand(MatrixOperand Operand, int Rows, int Columns, ImmutableArray<int> Missing)
{
    /// <summary>Whether it is this operand.</summary>
    /// <param name="other">An operand.</param>
    public bool Holds(HeldOperand other) =>
        Operand.Tensor.Name == other.Operand.Tensor.Name && Operand.Offset == other.Operand.Offset && Operand.RowStride == other.Operand.RowStride
        && Operand.Transposed == other.Operand.Transposed && Rows == other.Rows && Columns == other.Columns
        && MemoryRegion.Moves(Operand).SequenceEqual(MemoryRegion.Moves(other.Operand));

    /// <summary>Whether it is another matrix in each iteration of a repetition, or of one inside it.</summary>
    /// <param name="depth">The repetition.</param>
    public bool MovesWith(int depth) => MemoryRegion.Moves(Operand).Length > depth;
}
