using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

public abstract partial record TensorOperation
{
    /// <summary><c>Y[n,p,q,k] = epilogue(bias[k] + sum over r, s, c of X[n, y(p,r), x(q,s), c] * W[r,s,c,k])</c>, where y and x are given by the axes and X outside its image counts as zero.</summary>
    /// <remarks>A depthwise one has no sum over c: <c>Y[n,p,q,k] = epilogue(bias[k] + sum over r, s of X[n, y(p,r), x(q,s), k] * W[r,s,k])</c>.</remarks>
    /// <param name="Batch">Images.</param>
    /// <param name="InputChannels">Channels of X.</param>
    /// <param name="OutputChannels">Channels of Y.</param>
    /// <param name="Vertical">Rows p, kernel rows r.</param>
    /// <param name="Horizontal">Columns q, kernel columns s.</param>
    /// <param name="X">Input; its offset is that of the first pixel inside the image.</param>
    /// <param name="W">Weights.</param>
    /// <param name="Bias">Row of accumulator elements, one an output channel, that starts each sum, or null.</param>
    /// <param name="Y">Output; its rows and columns are pooled ones when there is pooling.</param>
    /// <param name="IsDepthwise">Whether each output channel reads its own input channel only.</param>
    /// <param name="Pooling">Max pooling of the elements, or null.</param>
    /// <param name="Epilogue">What happens to the sums.</param>
    public sealed record Convolution(
        int Batch,
        int InputChannels,
        int OutputChannels,
        ConvolutionAxis Vertical,
        ConvolutionAxis Horizontal,
        ConvolutionImage X,
        ConvolutionWeights W,
        KernelParameter? Bias,
        ConvolutionImage Y,
        bool IsDepthwise,
        ConvolutionPooling? Pooling,
        Epilogue Epilogue) : TensorOperation;
}
