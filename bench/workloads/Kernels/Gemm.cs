namespace Autocomp.Workloads;

/// <summary>The published matrix products, each in three spellings.</summary>
public static class Gemm
{
    /// <summary>Flat indices, the sum in a local, rows outermost.</summary>
    [Kernel]
    [Specialize(Sizes.Gemm1), Specialize(Sizes.Gemm2), Specialize(Sizes.Gemm3), Specialize(Sizes.Gemm4), Specialize(Sizes.Gemm5), Specialize(Sizes.Gemm6)]
    [Specialize(Sizes.Reuse1), Specialize(Sizes.Reuse2), Specialize(Sizes.Reuse3), Specialize(Sizes.Reuse4), Specialize(Sizes.Reuse5), Specialize(Sizes.Reuse6)]
    [Specialize(Sizes.Reuse7), Specialize(Sizes.Reuse8), Specialize(Sizes.Reuse9)]
    public static void Flat(
        [Shape("m, k")] ReadOnlySpan<sbyte> x, [Shape("k, n")] ReadOnlySpan<sbyte> w, [Output, Shape("m, n")] Span<sbyte> y, int m, int n, int k, [ValueRange(0, 1)] float scale)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                int sum = 0;
                for (int p = 0; p < k; p++)
                {
                    sum += x[i * k + p] * w[p * n + j];
                }

                y[i * n + j] = Quantize.ScaleToInt8(sum, scale);
            }
        }
    }

    /// <summary>Arrays of two dimensions, columns outermost, rounding and saturation spelled out.</summary>
    [Kernel]
    [Specialize(Sizes.Gemm1), Specialize(Sizes.Gemm2), Specialize(Sizes.Gemm3), Specialize(Sizes.Gemm4), Specialize(Sizes.Gemm5), Specialize(Sizes.Gemm6)]
    [Specialize(Sizes.Reuse1), Specialize(Sizes.Reuse2), Specialize(Sizes.Reuse3), Specialize(Sizes.Reuse4), Specialize(Sizes.Reuse5), Specialize(Sizes.Reuse6)]
    [Specialize(Sizes.Reuse7), Specialize(Sizes.Reuse8), Specialize(Sizes.Reuse9)]
    public static void Columns([Shape("m, k")] sbyte[,] x, [Shape("k, n")] sbyte[,] w, [Output, Shape("m, n")] sbyte[,] y, int m, int n, int k, [ValueRange(0, 1)] float scale)
    {
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < m; i++)
            {
                int sum = 0;
                for (int p = 0; p < k; p++)
                {
                    sum += x[i, p] * w[p, j];
                }

                y[i, j] = (sbyte)Math.Clamp(MathF.Round(sum * scale), -128f, 127f);
            }
        }
    }

    /// <summary>The sums in the output, the depth between rows and columns.</summary>
    [Kernel]
    [Specialize(Sizes.Gemm1), Specialize(Sizes.Gemm2), Specialize(Sizes.Gemm3), Specialize(Sizes.Gemm4), Specialize(Sizes.Gemm5), Specialize(Sizes.Gemm6)]
    [Specialize(Sizes.Reuse1), Specialize(Sizes.Reuse2), Specialize(Sizes.Reuse3), Specialize(Sizes.Reuse4), Specialize(Sizes.Reuse5), Specialize(Sizes.Reuse6)]
    [Specialize(Sizes.Reuse7), Specialize(Sizes.Reuse8), Specialize(Sizes.Reuse9)]
    public static void InOutput([Shape("m, k")] ReadOnlySpan<sbyte> x, [Shape("k, n")] ReadOnlySpan<sbyte> w, [Output, Shape("m, n")] Span<int> y, int m, int n, int k)
    {
        for (int e = 0; e < m * n; e++)
        {
            y[e] = 0;
        }

        for (int i = 0; i < m; i++)
        {
            for (int p = 0; p < k; p++)
            {
                for (int j = 0; j < n; j++)
                {
                    y[i * n + j] += x[i * k + p] * w[p * n + j];
                }
            }
        }
    }
}
