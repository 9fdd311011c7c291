using Autocomp.Backend.Lift;

namespace Autocomp.Backend.Tests.EndToEnd;

public class MatrixProductTests
{
    internal const string Dense = """
        [Kernel, Specialize("m=SIZE_M, n=SIZE_N, k=SIZE_K")]
        public static void Run([Shape("m, k")] ReadOnlySpan<sbyte> x, [Shape("k, n")] ReadOnlySpan<sbyte> w, [Shape("n")] ReadOnlySpan<int> bias,
            [Output, Shape("m, n")] Span<sbyte> y, int m, int n, int k, [ValueRange(0, 1)] float scale)
        {
            for (int i = 0; i < m; i++)
                for (int j = 0; j < n; j++)
                {
                    int sum = bias[j];
                    for (int p = 0; p < k; p++) sum += x[i * k + p] * w[p * n + j];
                    y[i * n + j] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale));
                }
        }
        """;

    internal static KernelCase Sized(int m, int n, int k) =>
        KernelCase.Of(Dense.Replace("SIZE_M", $"{m}", StringComparison.Ordinal).Replace("SIZE_N", $"{n}", StringComparison.Ordinal).Replace("SIZE_K", $"{k}", StringComparison.Ordinal));

    [Theory]
    [InlineData(16, 16, 16)]
    [InlineData(1, 1, 1)]
    [InlineData(17, 33, 20)]
    [InlineData(5, 40, 7)]
    [InlineData(32, 10, 64)]
    [InlineData(48, 1, 31)]
    [InlineData(1, 23, 50)]
    public void Dense_LoweredStart_EqualsTheMethod(int m, int n, int k)
    {
        KernelCase dense = Sized(m, n, k);
        LiftResult lift = dense.Lift();
        lift.Operation.ShouldNotBeNull(lift.Remark);
        dense.ShouldAgree(dense.Accept(dense.StartingText()));
        dense.ShouldAgree(dense.Body);
    }

    [Theory]
    [InlineData(17, 5, 33)]
    [InlineData(100, 100, 100)]
    [InlineData(70, 80, 2112)]
    [InlineData(1, 70, 2112)]
    public void Start_OfAnyLayoutAndWidth_EqualsTheMethod(int m, int n, int k)
    {
        foreach ((string a, string b) in new[] { ("i * k + p", "p * n + j"), ("p * m + i", "p * n + j"), ("i * k + p", "j * k + p") })
        {
            foreach ((string result, string store) in new[] { ("int", "sum"), ("sbyte", "Quantize.ScaleToInt8(sum, 0.01f)") })
            {
                KernelCase product = KernelCase.Of($$"""
                    [Kernel, Specialize("m={{m}}, n={{n}}, k={{k}}")]
                    public static void Run([Shape("m * k")] ReadOnlySpan<sbyte> a, [Shape("k * n")] ReadOnlySpan<sbyte> b, [Output, Shape("m, n")] Span<{{result}}> c, int m, int n, int k)
                    {
                        for (int i = 0; i < m; i++)
                            for (int j = 0; j < n; j++)
                            {
                                int sum = 0;
                                for (int p = 0; p < k; p++) sum += a[{{a}}] * b[{{b}}];
                                c[i * n + j] = {{store}};
                            }
                    }
                    """);
                LiftResult lift = product.Lift();
                lift.Operation.ShouldNotBeNull(lift.Remark);
                product.ShouldAgree(product.Accept(product.StartingText()), seeds: 1);
            }
        }
    }
}
