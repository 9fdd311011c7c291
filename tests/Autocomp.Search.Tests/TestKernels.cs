using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Search.Tests;

/// <summary>Facts of small kernels, written by hand.</summary>
internal static class TestKernels
{
    public static KernelParameter Tensor(
        int index, string name, ScalarType type, ParameterDirection direction, string cSharpType, params long[] shape) =>
        new(index, name, ParameterKind.Tensor, type, direction, [.. shape], cSharpType, MayAlias: false, Range: null);

    public static KernelParameter Scalar(int index, string name, ScalarType type, string cSharpType, ValueRange? range = null) =>
        new(index, name, ParameterKind.Scalar, type, ParameterDirection.In, [], cSharpType, MayAlias: false, range);

    public static KernelParameter Dimension(int index, string name) =>
        new(index, name, ParameterKind.Dimension, ScalarType.Int32, ParameterDirection.In, [], "int", MayAlias: false, Range: null);

    public static KernelInfo Kernel(string name, IEnumerable<KernelParameter> parameters, params (string Name, long Value)[] dimensions) => new(
        name,
        new Specialization([.. dimensions.OrderBy(d => d.Name, StringComparer.Ordinal).Select(d => KeyValuePair.Create(d.Name, d.Value))]),
        name.Replace('.', '_'),
        [.. parameters],
        new Statement.Block([]),
        new SourceSpan("Kernels.cs", 1, 1, 1, 2));

    /// <summary>A dense layer in int8 with bias, scale in 0..1 and narrow results.</summary>
    public static (KernelInfo Kernel, TensorOperation Operation) Dense(int m, int n, int k)
    {
        KernelParameter x = Tensor(0, "x", ScalarType.Int8, ParameterDirection.In, "System.ReadOnlySpan<sbyte>", m, k);
        KernelParameter w = Tensor(1, "w", ScalarType.Int8, ParameterDirection.In, "System.ReadOnlySpan<sbyte>", k, n);
        KernelParameter bias = Tensor(2, "bias", ScalarType.Int32, ParameterDirection.In, "System.ReadOnlySpan<int>", n);
        KernelParameter y = Tensor(3, "y", ScalarType.Int8, ParameterDirection.Out, "System.Span<sbyte>", m, n);
        KernelParameter scale = Scalar(7, "scale", ScalarType.Float32, "float", new ValueRange(0, 1));
        KernelInfo kernel = Kernel(
            "Sample.Layers.Dense",
            [x, w, bias, y, Dimension(4, "m"), Dimension(5, "n"), Dimension(6, "k"), scale],
            ("m", m), ("n", n), ("k", k));
        var operation = new TensorOperation.MatrixProduct(
            m, n, k,
            new MatrixOperand(x, 0, k, false),
            new MatrixOperand(w, 0, n, false),
            bias,
            new MatrixOperand(y, 0, n, false),
            new Epilogue(scale, 1, Relu: false, Narrow: true));
        return (kernel, operation);
    }
}
