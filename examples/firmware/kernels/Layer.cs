using Autocomp;

namespace Firmware;

/// <summary>The layer that the program in C calls.</summary>
public static class Layer
{
    /// <summary><c>y = saturate(round(relu(bias + x * w) * scale))</c></summary>
    /// <param name="x">Inputs, one row an example.</param>
    /// <param name="w">Weights.</param>
    /// <param name="bias">Starts each sum.</param>
    /// <param name="y">Outputs.</param>
    /// <param name="m">Examples.</param>
    /// <param name="n">Outputs of an example.</param>
    /// <param name="k">Inputs of an example.</param>
    /// <param name="scale">From sums to outputs.</param>
    [Kernel]
    [Specialize("m=64, n=48, k=128")]
    public static void Dense(
        [Shape("m, k")] ReadOnlySpan<sbyte> x,
        [Shape("k, n")] ReadOnlySpan<sbyte> w,
        [Shape("n")] ReadOnlySpan<int> bias,
        [Output, Shape("m, n")] Span<sbyte> y,
        int m,
        int n,
        int k,
        [ValueRange(0, 1)] float scale)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                int sum = bias[j];
                for (int p = 0; p < k; p++) sum += x[i * k + p] * w[p * n + j];
                y[i * n + j] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale));
            }
        }
    }
}
