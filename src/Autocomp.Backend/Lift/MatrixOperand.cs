using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>A matrix inside a tensor.</summary>
/// <param name="Tensor">The tensor: a parameter, or a stack buffer of the kernel.</param>
/// <param name="Offset">Element offset of entry (0, 0), in the first iteration of all repetitions around.</param>
/// <param name="RowStride">Elements from one row to the next; 0 when all rows are the same memory.</param>
/// <param name="Transposed">Whether the loop nest reads it transposed: entry (r, c) is at <c>Offset + c * RowStride + r</c>.</param>
public sealed record MatrixOperand(KernelParameter Tensor, long Offset, long RowStride, bool Transposed)
{
    /// <summary>What the offset grows by with each iteration of the repetitions around, outermost first; missing ones are 0.</summary>
    public ImmutableArray<long> Steps { get; init; } = [];

    /// <summary>Elements from one row, and from one column, to the next.</summary>
    internal (long Row, long Column) Strides => Transposed ? (1, RowStride) : (RowStride, 1);

    /// <summary>The tensor's name, for remarks.</summary>
    internal string Description => $"'{Tensor.Name}'{(Transposed ? " transposed" : "")}";

    /// <summary>One entry, for formulas.</summary>
    internal string Element(string row, string column) => Transposed ? $"{Tensor.Name}[{column}, {row}]" : $"{Tensor.Name}[{row}, {column}]";
}
