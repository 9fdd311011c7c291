using Autocomp.Backend.Lift;

namespace Autocomp.Search.Verification;

/// <summary>Multiply-accumulates that no schedule of an operation can avoid: padding multiplies nothing, and results that no pooling window holds are not needed.</summary>
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
        * TapsInside(convolution.Vertical, convolution.Pooling, convolution.Pooling?.Rows ?? 0) * TapsInside(convolution.Horizontal, convolution.Pooling, convolution.Pooling?.Columns ?? 0);

    /// <summary>Pairs of a needed output position and a kernel position that meet inside the image.</summary>
    private static long TapsInside(ConvolutionAxis axis, ConvolutionPooling? pooling, int windows)
    {
        long taps = 0;
        for (int output = 0; output < axis.Outputs; output++)
        {
            if (pooling is not null && !IsPooled(output, pooling, windows)) continue;
            for (int tap = 0; tap < axis.Taps; tap++)
            {
                int position = output * axis.Stride + tap * axis.Dilation - axis.Padding;
                taps += position >= 0 && position < axis.Inputs ? 1 : 0;
            }
        }

        return taps;
    }

    private static bool IsPooled(int output, ConvolutionPooling pooling, int windows)
    {
        for (int window = 0; window < windows; window++)
        {
            int first = window * pooling.Stride - pooling.Padding;
            if (output >= first && output < first + pooling.Size) return true;
        }

        return false;
    }
}
