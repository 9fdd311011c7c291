using System.Buffers.Binary;
using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Search.Verification;

/// <summary>How far two single-precision sums of the same terms in different orders can be apart.</summary>
/// <remarks>Each is within gamma(n) times the sum of |a||b| of the exact value, gamma(n) = n u / (1 - n u) with u = 2^-24 (Higham, Accuracy and Stability of Numerical Algorithms, 3.1), so they are within twice that of each other. Trials whose sums are exact get no tolerance beyond the sign of zero.</remarks>
internal sealed class FloatTolerance
{
    private const double UnitRoundoff = 1.0 / (1 << 24);
    private readonly TensorOperation.MatrixProduct? _product;
    private readonly Func<long, double> _a;
    private readonly Func<long, double> _b;
    private readonly Func<long, double> _bias;
    private readonly double _scale;

    private FloatTolerance(TensorOperation.MatrixProduct? product, Func<long, double> a, Func<long, double> b, Func<long, double> bias, double scale) =>
        (_product, _a, _b, _bias, _scale) = (product, a, b, bias, scale);

    /// <summary>The tolerance of a float result of a lifted product, or null when bits must be equal.</summary>
    public static FloatTolerance? For(
        KernelParameter result, TensorOperation? operation, Trial trial, ImmutableArray<KernelParameter> parameters, ImmutableArray<KernelArgument> arguments)
    {
        if (result.Scalar != ScalarType.Float32 || operation is not TensorOperation.MatrixProduct product || product.C.Tensor.Index != result.Index) return null;
        if (trial.IsExactForFloats) return new(null, _ => 0, _ => 0, _ => 0, 0);
        double scale = product.Epilogue.ScaleParameter is { } parameter && Argument(parameter) is KernelArgument.Single single
            ? single.Value
            : product.Epilogue.ScaleConstant;
        return new(product, Element(product.A.Tensor), Element(product.B.Tensor), product.Bias is { } bias ? Element(bias) : _ => 0, Math.Abs(scale));

        KernelArgument Argument(KernelParameter wanted) => arguments[parameters.IndexOf(parameters.First(p => p.Index == wanted.Index))];

        Func<long, double> Element(KernelParameter tensor)
        {
            byte[] data = ((KernelArgument.Tensor)Argument(tensor)).Data;
            return i => Math.Abs(BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(checked((int)i * 4))));
        }
    }

    /// <summary>The tolerance of one element of the result.</summary>
    public double At(long flat)
    {
        if (_product is not { } product) return 0;
        long position = flat - product.C.Offset;
        long i = position / product.C.RowStride, j = position % product.C.RowStride;
        double sum = _bias(j);
        for (long k = 0; k < product.K; k++) sum += _a(At(product.A, i, k)) * _b(At(product.B, k, j));
        double n = product.K + 2;
        double gamma = n * UnitRoundoff / (1 - n * UnitRoundoff);
        return 2 * gamma * sum * _scale;
    }

    private static long At(MatrixOperand matrix, long row, long column) =>
        matrix.Offset + (matrix.Transposed ? column * matrix.RowStride + row : row * matrix.RowStride + column);
}
