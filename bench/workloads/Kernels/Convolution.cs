namespace Autocomp.Workloads;

/// <summary>The published convolutions: 3 x 3, stride 1, input that is padded already, int32 bias; each in three spellings.</summary>
public static class Convolution
{
    /// <summary>Flat indices, the sum in a local, images outermost.</summary>
    [Kernel, Specialize(Sizes.Conv0), Specialize(Sizes.Conv1), Specialize(Sizes.Conv2), Specialize(Sizes.Conv3)]
    public static void Flat(
        [Shape("images, size + 2, size + 2, channels")] ReadOnlySpan<sbyte> x, [Shape("3, 3, channels, filters")] ReadOnlySpan<sbyte> w, [Shape("filters")] ReadOnlySpan<int> bias,
        [Output, Shape("images, size, size, filters")] Span<sbyte> y, int images, int size, int channels, int filters, [ValueRange(0, 1)] float scale)
    {
        int width = size + 2;
        for (int n = 0; n < images; n++)
        {
            for (int p = 0; p < size; p++)
            {
                for (int q = 0; q < size; q++)
                {
                    for (int k = 0; k < filters; k++)
                    {
                        int sum = bias[k];
                        for (int r = 0; r < 3; r++)
                        {
                            for (int s = 0; s < 3; s++)
                            {
                                for (int c = 0; c < channels; c++)
                                {
                                    sum += x[((n * width + p + r) * width + q + s) * channels + c] * w[((r * 3 + s) * channels + c) * filters + k];
                                }
                            }
                        }

                        y[((n * size + p) * size + q) * filters + k] = Quantize.ScaleToInt8(sum, scale);
                    }
                }
            }
        }
    }

    /// <summary>Arrays of four dimensions, filters outermost and channels before kernel positions, the bias added last.</summary>
    [Kernel, Specialize(Sizes.Conv0), Specialize(Sizes.Conv1), Specialize(Sizes.Conv2), Specialize(Sizes.Conv3)]
    public static void Filters(
        [Shape("images, size + 2, size + 2, channels")] sbyte[,,,] x, [Shape("3, 3, channels, filters")] sbyte[,,,] w, [Shape("filters")] int[] bias,
        [Output, Shape("images, size, size, filters")] sbyte[,,,] y, int images, int size, int channels, int filters, [ValueRange(0, 1)] float scale)
    {
        for (int k = 0; k < filters; k++)
        {
            for (int n = 0; n < images; n++)
            {
                for (int p = 0; p < size; p++)
                {
                    for (int q = 0; q < size; q++)
                    {
                        int sum = 0;
                        for (int c = 0; c < channels; c++)
                        {
                            for (int r = 0; r < 3; r++)
                            {
                                for (int s = 0; s < 3; s++)
                                {
                                    sum += x[n, p + r, q + s, c] * w[r, s, c, k];
                                }
                            }
                        }

                        float scaled = MathF.Round((sum + bias[k]) * scale);
                        y[n, p, q, k] = (sbyte)Math.Clamp(scaled, -128f, 127f);
                    }
                }
            }
        }
    }

    /// <summary>The sums in the output, kernel positions outermost.</summary>
    [Kernel, Specialize(Sizes.Conv0), Specialize(Sizes.Conv1), Specialize(Sizes.Conv2), Specialize(Sizes.Conv3)]
    public static void InOutput(
        [Shape("images, size + 2, size + 2, channels")] ReadOnlySpan<sbyte> x, [Shape("3, 3, channels, filters")] ReadOnlySpan<sbyte> w, [Shape("filters")] ReadOnlySpan<int> bias,
        [Output, Shape("images, size, size, filters")] Span<int> y, int images, int size, int channels, int filters)
    {
        for (int pixel = 0; pixel < images * size * size; pixel++)
        {
            for (int k = 0; k < filters; k++)
            {
                y[pixel * filters + k] = bias[k];
            }
        }

        for (int r = 0; r < 3; r++)
        {
            for (int s = 0; s < 3; s++)
            {
                for (int n = 0; n < images; n++)
                {
                    for (int p = 0; p < size; p++)
                    {
                        for (int q = 0; q < size; q++)
                        {
                            for (int c = 0; c < channels; c++)
                            {
                                int v = x[((n * (size + 2) + p + r) * (size + 2) + q + s) * channels + c];
                                for (int k = 0; k < filters; k++)
                                {
                                    y[((n * size + p) * size + q) * filters + k] += v * w[((r * 3 + s) * channels + c) * filters + k];
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
