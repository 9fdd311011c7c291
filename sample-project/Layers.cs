using Autocomp;

namespace Sample;

/// <summary>The network's arithmetic. Building the project turns it into programs for the accelerator.</summary>
public static class Layers
{
    /// <summary>A dense layer on int8 activations: y = relu(saturate(round((x · w + bias) · scale))).</summary>
    [Kernel]
    [Specialize("m=64, n=128, k=784")]
    [Specialize("m=64, n=64, k=128")]
    [Specialize("m=64, n=10, k=64")]
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
