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
        KernelCase dense = KernelCase.Of(Dense.Replace("SIZE_M", $"{m}", StringComparison.Ordinal).Replace("SIZE_N", $"{n}", StringComparison.Ordinal).Replace("SIZE_K", $"{k}", StringComparison.Ordinal));
        LiftResult lift = dense.Lift();
        lift.Operation.ShouldNotBeNull(lift.Remark);
        dense.ShouldAgree(dense.Accept(dense.StartingText()));
        dense.ShouldAgree(dense.Body);
    }
}
