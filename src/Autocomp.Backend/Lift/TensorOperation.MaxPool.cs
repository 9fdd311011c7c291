using System.Globalization;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

public abstract partial record TensorOperation
{
    /// <summary><c>Y[n,p,q,c] = max over r, s of X[n, y(p,r), x(q,s), c]</c>, where y and x are given by the axes and positions outside the image don't count.</summary>
    /// <param name="Batch">Images.</param>
    /// <param name="Channels">Channels.</param>
    /// <param name="Vertical">Rows p, window rows r.</param>
    /// <param name="Horizontal">Columns q, window columns s.</param>
    /// <param name="X">Input.</param>
    /// <param name="Y">Output.</param>
    /// <param name="Relu">Whether negative results become zero.</param>
    public sealed record MaxPool(int Batch, int Channels, ConvolutionAxis Vertical, ConvolutionAxis Horizontal, ConvolutionImage X, ConvolutionImage Y, bool Relu) : TensorOperation
    {
        /// <inheritdoc/>
        public override long Macs => 0;

        /// <inheritdoc/>
        public override string Description => string.Create(
            CultureInfo.InvariantCulture,
            $"max pooling of '{X.Tensor.Name}' {Batch}x{Vertical.Inputs}x{Horizontal.Inputs}x{Channels} by {Vertical.Taps}x{Horizontal.Taps}, stride {Vertical.Stride}, padding {Vertical.Padding}{(Relu ? ", ReLU" : "")}");

        /// <inheritdoc/>
        public override string Formula => string.Create(
            CultureInfo.InvariantCulture,
            $"For n < {Batch}, p < {Vertical.Outputs}, q < {Horizontal.Outputs}, c < {Channels}: {Y.Tensor.Name}[n, p, q, c] = max{(Relu ? " with 0" : "")} over r < {Vertical.Taps}, s < {Horizontal.Taps} of {X.Tensor.Name}[n, p * {Vertical.Stride} + r - {Vertical.Padding}, q * {Horizontal.Stride} + s - {Horizontal.Padding}, c]. Positions outside the image don't count.");

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Reads => [X.Tensor];

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Writes => [Y.Tensor];

        /// <inheritdoc/>
        public override (MatrixOperand Operand, int Rows, int Columns)? Result => Y.Matrix(Batch, Vertical.Outputs, Horizontal.Outputs, Channels);

        /// <inheritdoc/>
        public override TensorOperation WithOperands(Func<MatrixOperand, MatrixOperand> change)
        {
            MatrixOperand x = change(new(X.Tensor, X.Offset, X.RowStride, false)), y = change(new(Y.Tensor, Y.Offset, Y.RowStride, false));
            return this with { X = X with { Tensor = x.Tensor, Offset = x.Offset }, Y = Y with { Tensor = y.Tensor, Offset = y.Offset } };
        }

        /// <summary>Nothing: only integers are pooled.</summary>
        /// <param name="replay">Unused.</param>
        public override void Replay(FloatReplay replay)
        {
        }
    }
}
