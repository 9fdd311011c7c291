using System.Globalization;
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
    /// <param name="Y">Output.</param>
    /// <param name="IsDepthwise">Whether each output channel reads its own input channel only.</param>
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
        Epilogue Epilogue) : TensorOperation
    {
        /// <inheritdoc/>
        public override long Macs => (long)Batch * Vertical.Outputs * Horizontal.Outputs * OutputChannels * Depth;

        /// <inheritdoc/>
        public override string Description => string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsDepthwise ? "depthwise " : "")}convolution of '{X.Tensor.Name}' {Batch}x{Vertical.Inputs}x{Horizontal.Inputs}x{InputChannels} with '{W.Tensor.Name}' {Vertical.Taps}x{Horizontal.Taps}{(W.Transposed ? " transposed" : "")} to {OutputChannels} channels{Spacing}{(Bias is { } row ? $" plus bias row '{row.Name}'" : "")}{Epilogue.Description(Y.Tensor)}");

        /// <inheritdoc/>
        public override string Formula
        {
            get
            {
                string channel = IsDepthwise ? "k" : "c";
                string weights = IsDepthwise ? $"{W.Tensor.Name}[r, s, k]" : W.Transposed ? $"{W.Tensor.Name}[k, r, s, c]" : $"{W.Tensor.Name}[r, s, c, k]";
                string terms = string.Create(CultureInfo.InvariantCulture, $"sum over r < {Vertical.Taps}, s < {Horizontal.Taps}{(IsDepthwise ? "" : $", c < {InputChannels}")} of {X.Tensor.Name}[n, {Position("p", "r", Vertical)}, {Position("q", "s", Horizontal)}, {channel}] * {weights}");
                string value = Epilogue.Formula(Bias is { } bias ? $"{bias.Name}[k] + {terms}" : terms, Y.Tensor);
                return string.Create(CultureInfo.InvariantCulture, $"For n < {Batch}, p < {Vertical.Outputs}, q < {Horizontal.Outputs}, k < {OutputChannels}: {Y.Tensor.Name}[n, p, q, k] = {value}. Positions outside the image count as zero. {Epilogue.Arithmetic(Y.Tensor)}");
            }
        }

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Reads => Bias is null ? [X.Tensor, W.Tensor] : [X.Tensor, W.Tensor, Bias];

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Writes => [Y.Tensor];

        /// <inheritdoc/>
        public override (MatrixOperand Operand, int Rows, int Columns)? Result => Y.Matrix(Batch, Vertical.Outputs, Horizontal.Outputs, OutputChannels);

        /// <inheritdoc/>
        public override IEnumerable<ResultSum> ResultSums => [new(Depth, 0, Epilogue, Bias)];

        private int Depth => Vertical.Taps * Horizontal.Taps * (IsDepthwise ? 1 : InputChannels);

        private string Spacing => Vertical is { Stride: 1, Dilation: 1, Padding: 0 }
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", stride {Vertical.Stride}, dilation {Vertical.Dilation}, padding {Vertical.Padding}");

        /// <inheritdoc/>
        public override TensorOperation WithOperands(Func<MatrixOperand, MatrixOperand> change)
        {
            MatrixOperand x = change(new(X.Tensor, X.Offset, X.RowStride, false)), w = change(new(W.Tensor, W.Offset, W.RowStride, false)), y = change(new(Y.Tensor, Y.Offset, Y.RowStride, false));
            return this with { X = X with { Tensor = x.Tensor, Offset = x.Offset }, W = W with { Tensor = w.Tensor, Offset = w.Offset }, Y = Y with { Tensor = y.Tensor, Offset = y.Offset } };
        }

        /// <inheritdoc/>
        public override void Replay(FloatReplay replay)
        {
            FloatReplay.Tensor x = replay.Of(X.Tensor), w = replay.Of(W.Tensor), y = replay.Of(Y.Tensor);
            FloatReplay.Tensor? bias = Bias is null ? null : replay.Of(Bias);
            (long inner, long outer) = W.Transposed ? (1L, W.ChannelStride) : (W.ChannelStride, 1L);
            int columns = Horizontal.Outputs;
            for (long pixel = 0; pixel < (long)Batch * Vertical.Outputs * columns; pixel++)
            {
                long n = pixel / columns / Vertical.Outputs, p = pixel / columns % Vertical.Outputs, q = pixel % columns;
                for (int k = 0; k < OutputChannels; k++)
                {
                    FloatSum sum = default;
                    if (bias is not null)
                    {
                        sum.Add(bias, k, 1);
                    }

                    for (int tap = 0; tap < Vertical.Taps * Horizontal.Taps; tap++)
                    {
                        int r = tap / Horizontal.Taps, s = tap % Horizontal.Taps;
                        long row = p * Vertical.Stride + r * Vertical.Dilation - Vertical.Padding, column = q * Horizontal.Stride + s * Horizontal.Dilation - Horizontal.Padding;
                        if (row < 0 || row >= Vertical.Inputs || column < 0 || column >= Horizontal.Inputs)
                        {
                            continue;
                        }

                        long from = X.Offset + n * X.BatchStride + row * X.RowStride + column * X.ColumnStride, weights = W.Offset + r * W.RowStride + s * W.ColumnStride;
                        sum.AddProducts(x, from + (IsDepthwise ? k : 0), 1, w, weights + k * outer, inner, IsDepthwise ? 1 : InputChannels, 1);
                    }

                    replay.Store(y, Y.Offset + n * Y.BatchStride + p * Y.RowStride + q * Y.ColumnStride + k, sum, Epilogue);
                }
            }
        }

        private static string Position(string output, string tap, ConvolutionAxis axis) => string.Create(
            CultureInfo.InvariantCulture,
            $"{output}{(axis.Stride == 1 ? "" : $" * {axis.Stride}")} + {tap}{(axis.Dilation == 1 ? "" : $" * {axis.Dilation}")}{(axis.Padding == 0 ? "" : $" - {axis.Padding}")}");
    }
}
