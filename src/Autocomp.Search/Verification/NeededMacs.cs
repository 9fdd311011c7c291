using Autocomp.Backend.Lift;

namespace Autocomp.Search.Verification;

/// <summary>Multiply-accumulates that no schedule of an operation can avoid: padding multiplies nothing.</summary>
internal static class NeededMacs
{
    public static long Of(TensorOperation operation) => operation switch
    {
        TensorOperation.Convolution convolution => Of(convolution),
        TensorOperation.Repeat repeat => repeat.Count * Of(repeat.Body),
        TensorOperation.Sequence sequence => sequence.Parts.Sum(Of),
        _ => operation.Macs,
    };

    private static long Of(TensorOperation.Convolution convolution) =>
        (long)convolution.Batch * convolution.OutputChannels * (convolution.IsDepthwise ? 1 : convolution.InputChannels)
        * TapsInside(convolution.Vertical) * TapsInside(convolution.Horizontal);

    /// <summary>Pairs of an output position and a kernel position that meet inside the image.</summary>
    private static long TapsInside(ConvolutionAxis axis)
    {
        long taps = 0;
        for (int output = 0; output < axis.Outputs; output++)
        {
            for (int tap = 0; tap < axis.Taps; tap++)
            {
                int position = output * axis.Stride + tap * axis.Dilation - axis.Padding;
                taps += position >= 0 && position < axis.Inputs ? 1 : 0;
            }
        }

        return taps;
    }
}
