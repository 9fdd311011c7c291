using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>A matrix inside a tensor parameter.</summary>
/// <param name="Tensor">The parameter.</param>
/// <param name="Offset">Element offset of entry (0, 0).</param>
/// <param name="RowStride">Elements from one row to the next.</param>
/// <param name="Transposed">Whether the loop nest reads it transposed: entry (r, c) is at <c>Offset + c * RowStride + r</c>.</param>
public sealed record MatrixOperand(KernelParameter Tensor, long Offset, long RowStride, bool Transposed);
