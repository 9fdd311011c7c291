using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>Images inside a tensor parameter, one a batch entry; neighbouring channels of a pixel are neighbours in memory.</summary>
/// <param name="Tensor">The parameter.</param>
/// <param name="Offset">Element offset of row 0, column 0, channel 0 of the first image.</param>
/// <param name="BatchStride">Elements from one image to the next.</param>
/// <param name="RowStride">Elements from one row to the next.</param>
/// <param name="ColumnStride">Elements from one pixel of a row to the next.</param>
public sealed record ConvolutionImage(KernelParameter Tensor, long Offset, long BatchStride, long RowStride, long ColumnStride);
