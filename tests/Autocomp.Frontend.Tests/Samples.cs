namespace Autocomp.Frontend.Tests;

/// <summary>Kernels and schedules that several tests use.</summary>
internal static class Samples
{
    public const string Dense = """

        namespace Sample;
        public static class Layers
        {
            [Kernel]
            [Specialize("m=64, n=10, k=128")]
            public static void Dense(
                [Shape("m, k")] ReadOnlySpan<sbyte> x,
                [Shape("k, n")] ReadOnlySpan<sbyte> w,
                [Shape("n")] ReadOnlySpan<int> bias,
                [Output, Shape("m, n")] Span<sbyte> y,
                int m, int n, int k,
                [ValueRange(0, 1)] float scale)
            {
                for (int i = 0; i < m; i++)
                    for (int j = 0; j < n; j++)
                    {
                        int sum = bias[j];
                        for (int p = 0; p < k; p++) sum += x[i * k + p] * w[p * n + j];
                        y[i * n + j] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale));
                    }
            }
        }
        """;

    public const string DenseSchedule = """
        using System;
        using Autocomp;

        internal static unsafe class Schedule
        {
            private const int Tile = 16;

            private static uint Row(int i) => (uint)(i * Tile);

            internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale)
            {
                Gemmini.ConfigEx(Dataflow.WeightStationary);
                Gemmini.ConfigLd(0, 128);
                Gemmini.ConfigLd(1, stride: 10);
                Gemmini.ConfigSt(10, scale, Activation.Relu);
                for (int i = 0; i < 64; i += Tile)
                {
                    int rows = Math.Min(Tile, 64 - i);
                    Gemmini.Mvin(bias, Gemmini.Accumulator | Row(0), 10, rows);
                    for (int p = 0; p < 8; p++)
                    {
                        Gemmini.Mvin(x + i * 128 + p * Tile, Row(p), Tile, rows);
                        Gemmini.Mvin2(&w[p * Tile * 10], 1024u + Row(p), 10, 16);
                        Gemmini.Preload(1024u + Row(p), Gemmini.Accumulator | Gemmini.Accumulate, 10, 16, 10, rows);
                        Gemmini.ComputePreloaded(Row(p), Gemmini.Garbage, 16, rows, 16, 16);
                    }
                    Gemmini.Mvout(y + i * 10, Gemmini.Accumulator, 10, rows);
                }
                Gemmini.Fence();
            }
        }
        """;
}
