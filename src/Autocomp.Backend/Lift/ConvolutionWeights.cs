using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>The weights of a convolution inside a tensor parameter.</summary>
/// <param name="Tensor">The parameter.</param>
/// <param name="Offset">Element offset of kernel row 0, kernel column 0, input channel 0, output channel 0.</param>
/// <param name="RowStride">Elements from one kernel row to the next.</param>
/// <param name="ColumnStride">Elements from one kernel column to the next.</param>
/// <param name="ChannelStride">Elements from one input channel to the next, or, when transposed, from one output channel to the next. The other channels are neighbours in memory. 1 for a depthwise convolution.</param>
/// <param name="Transposed">Whether input channels are neighbours in memory (OHWI), not output channels (HWIO).</param>
public sealed record ConvolutionWeights(KernelParameter Tensor, long Offset, long RowStride, long ColumnStride, long ChannelStride, bool Transposed);
