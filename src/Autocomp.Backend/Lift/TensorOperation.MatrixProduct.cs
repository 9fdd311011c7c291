using System.Globalization;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

public abstract partial record TensorOperation
{
    /// <summary><c>C[i,j] = epilogue(bias[j] + sum over k of A[i,k] * B[k,j])</c>, all tensors row-major.</summary>
    /// <param name="I">Rows of A and C.</param>
    /// <param name="J">Columns of B and C.</param>
    /// <param name="K">Columns of A and rows of B.</param>
    /// <param name="A">Left operand.</param>
    /// <param name="B">Right operand.</param>
    /// <param name="Bias">Row of J accumulator elements that starts each sum, or null.</param>
    /// <param name="C">Result.</param>
    /// <param name="Epilogue">What happens to the sums.</param>
    public sealed record MatrixProduct(
        int I,
        int J,
        int K,
        MatrixOperand A,
        MatrixOperand B,
        KernelParameter? Bias,
        MatrixOperand C,
        Epilogue Epilogue) : TensorOperation
    {
        /// <inheritdoc/>
        public override long Macs => (long)I * J * K;

        /// <inheritdoc/>
        public override string Description =>
            $"matrix product {A.Description} {I}x{K} by {B.Description} {K}x{J}{(Bias is { } row ? $" plus bias row '{row.Name}'" : "")}{Epilogue.Description(C.Tensor)}";

        /// <inheritdoc/>
        public override string Formula
        {
            get
            {
                string sum = string.Create(CultureInfo.InvariantCulture, $"sum over k < {K} of {A.Element("i", "k")} * {B.Element("k", "j")}");
                string value = Epilogue.Formula(Bias is { } bias ? $"{bias.Name}[j] + {sum}" : sum, C.Tensor);
                return string.Create(CultureInfo.InvariantCulture, $"For i < {I}, j < {J}: {C.Element("i", "j")} = {value}. {Epilogue.Arithmetic(C.Tensor)}");
            }
        }

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Reads => Bias is null ? [A.Tensor, B.Tensor] : [A.Tensor, B.Tensor, Bias];

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Writes => [C.Tensor];

        /// <inheritdoc/>
        public override (MatrixOperand Operand, int Rows, int Columns)? Result => (C, I, J);

        /// <inheritdoc/>
        public override IEnumerable<ResultSum> ResultSums => [new(K, 0, Epilogue, Bias)];

        /// <inheritdoc/>
        public override TensorOperation WithOperands(Func<MatrixOperand, MatrixOperand> change) => this with { A = change(A), B = change(B), C = change(C) };

        /// <inheritdoc/>
        public override void Replay(FloatReplay replay)
        {
            FloatReplay.Tensor a = replay.Of(A.Tensor), b = replay.Of(B.Tensor), c = replay.Of(C.Tensor);
            FloatReplay.Tensor? bias = Bias is null ? null : replay.Of(Bias);
            (long aRow, long aColumn) = A.Strides;
            (long bRow, long bColumn) = B.Strides;
            long aStart = replay.Offset(A), bStart = replay.Offset(B), cStart = replay.Offset(C);
            for (int i = 0; i < I; i++)
            {
                for (int j = 0; j < J; j++)
                {
                    FloatSum sum = default;
                    if (bias is not null)
                    {
                        sum.Add(bias, j, 1);
                    }

                    sum.AddProducts(a, aStart + i * aRow, aColumn, b, bStart + j * bColumn, bRow, K, 1);
                    replay.Store(c, cStart + i * C.RowStride + j, sum, Epilogue);
                }
            }
        }
    }
}
