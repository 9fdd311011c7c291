using Autocomp.Search.Projects;

namespace Autocomp.Search.Tests.Projects;

/// <summary>Kernels of every lifted kind through a whole build with a bounded search: what the built-in proposer has no space for keeps its start.</summary>
public sealed class LiftedKindsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Build_KernelsOfEveryKind_SearchesOrKeepsTheStart()
    {
        BuildOutcome outcome = await TestProject.BuildAsync(_folder, Source, settings => settings with { ContinuousIntegration = false, Mode = BuildMode.Tune, MaxEvaluations = 6 });

        outcome.Diagnostics.Where(d => d.Severity == BuildSeverity.Error).Select(d => d.Message).ShouldBeEmpty();
        Dictionary<string, BuiltKernel> built = outcome.Kernels.ToDictionary(k => k.Kernel.MetadataName);
        built["Kernels.Product"].Remark.ShouldBe("matrix product 'x' 20x24 by 'w' 24x12");
        built["Kernels.Product"].Best.Cycles.ShouldBeLessThanOrEqualTo(built["Kernels.Product"].Start.Cycles);
        built["Kernels.Add"].Remark.ShouldBe("elementwise sum 'x' plus 'y', 480 elements, saturated to sbyte");
        built["Kernels.Heads"].Remark.ShouldStartWith("repeated: matrix product");
        built["Kernels.Chain"].Remark.ShouldStartWith("repeated: matrix product 'a' 8x8 by 'x' 8x1");
        built["Kernels.Convolve"].Remark.ShouldBe("convolution of 'x' 1x6x6x16 with 'w' 3x3 to 20 channels, stride 1, dilation 1, padding 1, scaled by 'scale', saturated to sbyte");
        built["Kernels.Convolve"].Best.Cycles.ShouldBeLessThan(built["Kernels.Convolve"].Start.Cycles);
        built["Kernels.Pool"].Remark.ShouldBe("max pooling of 'x' 1x6x6x18 by 2x2, stride 2, padding 0");
        built["Kernels.Mixed"].Remark.ShouldContain("; then stays on the host core: ");
        built["Kernels.Mixed"].Best.Evidence.ShouldContain(e => e.StartsWith("tested, not proved", StringComparison.Ordinal));
        built["Kernels.Chain"].Best.Evidence.ShouldContain(e => e.StartsWith("oblivious", StringComparison.Ordinal));
    }

    private const string Source =
        """
        using System;
        using Autocomp;
        public static class Kernels
        {
            [Kernel]
            public static void Product([Shape("20, 24")] float[,] x, [Shape("24, 12")] float[,] w, [Output, Shape("20, 12")] float[,] y)
            {
                for (int i = 0; i < 20; i++)
                    for (int j = 0; j < 12; j++)
                    {
                        float sum = 0;
                        for (int k = 0; k < 24; k++) sum += x[i, k] * w[k, j];
                        y[i, j] = sum;
                    }
            }

            [Kernel]
            public static void Add([Shape("480")] ReadOnlySpan<sbyte> x, [Shape("480")] Span<sbyte> y)
            {
                for (int i = 0; i < 480; i++) y[i] = Quantize.SaturateToInt8(x[i] + y[i]);
            }

            [Kernel]
            public static void Heads([Shape("3, 20, 8")] ReadOnlySpan<sbyte> q, [Shape("3, 20, 8")] ReadOnlySpan<sbyte> k, [Output, Shape("3, 20, 20")] Span<int> s)
            {
                for (int h = 0; h < 3; h++)
                    for (int i = 0; i < 20; i++)
                        for (int j = 0; j < 20; j++)
                        {
                            int sum = 0;
                            for (int c = 0; c < 8; c++) sum += q[h * 160 + i * 8 + c] * k[h * 160 + j * 8 + c];
                            s[h * 400 + i * 20 + j] = sum;
                        }
            }

            [Kernel]
            public static void Chain([Shape("8, 8")] ReadOnlySpan<float> a, [Shape("5, 8")] Span<float> x)
            {
                for (int t = 0; t < 4; t++)
                    for (int i = 0; i < 8; i++)
                    {
                        float sum = 0;
                        for (int j = 0; j < 8; j++) sum += a[i * 8 + j] * x[t * 8 + j];
                        x[(t + 1) * 8 + i] = sum;
                    }
            }

            [Kernel]
            public static void Convolve([Shape("6, 6, 16")] ReadOnlySpan<sbyte> x, [Shape("3, 3, 16, 20")] ReadOnlySpan<sbyte> w, [Output, Shape("6, 6, 20")] Span<sbyte> y, [ValueRange(0, 1)] float scale)
            {
                for (int p = 0; p < 6; p++)
                    for (int q = 0; q < 6; q++)
                        for (int k = 0; k < 20; k++)
                        {
                            int sum = 0;
                            for (int r = 0; r < 3; r++)
                                for (int s = 0; s < 3; s++)
                                {
                                    int iy = p + r - 1, ix = q + s - 1;
                                    if (iy < 0 || iy >= 6 || ix < 0 || ix >= 6) continue;
                                    for (int c = 0; c < 16; c++) sum += x[(iy * 6 + ix) * 16 + c] * w[((r * 3 + s) * 16 + c) * 20 + k];
                                }

                            y[(p * 6 + q) * 20 + k] = Quantize.ScaleToInt8(sum, scale);
                        }
            }

            [Kernel]
            public static void Pool([Shape("6, 6, 18")] ReadOnlySpan<sbyte> x, [Output, Shape("3, 3, 18")] Span<sbyte> y)
            {
                for (int p = 0; p < 3; p++)
                    for (int q = 0; q < 3; q++)
                        for (int c = 0; c < 18; c++)
                        {
                            int best = -128;
                            for (int r = 0; r < 2; r++)
                                for (int s = 0; s < 2; s++) best = Math.Max(best, x[((2 * p + r) * 6 + 2 * q + s) * 18 + c]);
                            y[(p * 3 + q) * 18 + c] = (sbyte)best;
                        }
            }

            [Kernel]
            public static void Mixed([Shape("18, 20")] ReadOnlySpan<sbyte> x, [Shape("20, 17")] ReadOnlySpan<sbyte> w, [Output, Shape("18, 17")] Span<int> y)
            {
                for (int i = 0; i < 18; i++)
                    for (int j = 0; j < 17; j++)
                    {
                        int sum = 0;
                        for (int k = 0; k < 20; k++) sum += x[i * 20 + k] * w[k * 17 + j];
                        y[i * 17 + j] = sum;
                    }

                for (int e = 1; e < 18 * 17; e++)
                    if (y[e] < y[e - 1]) y[e] = y[e - 1];
            }
        }
        """;
}
