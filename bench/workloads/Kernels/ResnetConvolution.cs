namespace Autocomp.Workloads;

/// <summary>The kinds of convolutions of ResNet-50, each in three spellings: the first layer, 3 x 3 and 1 x 1, of stride 1 and 2; and depthwise ones.</summary>
public static class ResnetConvolution
{
    /// <summary>Flat indices; a condition keeps to the image.</summary>
    [Kernel, Specialize(Sizes.First), Specialize(Sizes.Square), Specialize(Sizes.SquareStrided), Specialize(Sizes.Point), Specialize(Sizes.PointStrided)]
    public static void Condition(
        [Shape("height, height, channels")] ReadOnlySpan<sbyte> x, [Shape("taps, taps, channels, filters")] ReadOnlySpan<sbyte> w, [Shape("filters")] ReadOnlySpan<int> bias,
        [Output, Shape("size, size, filters")] Span<sbyte> y, int height, int size, int channels, int filters, int taps, int stride, [ValueRange(0, 1)] float scale)
    {
        for (int p = 0; p < size; p++)
        {
            for (int q = 0; q < size; q++)
            {
                for (int k = 0; k < filters; k++)
                {
                    int sum = bias[k];
                    for (int r = 0; r < taps; r++)
                    {
                        for (int s = 0; s < taps; s++)
                        {
                            int iy = p * stride + r - taps / 2, ix = q * stride + s - taps / 2;
                            if (iy >= 0 && iy < height && ix >= 0 && ix < height)
                            {
                                for (int c = 0; c < channels; c++)
                                {
                                    sum += x[(iy * height + ix) * channels + c] * w[((r * taps + s) * channels + c) * filters + k];
                                }
                            }
                        }
                    }

                    y[(p * size + q) * filters + k] = Quantize.ScaleToInt8(Math.Max(sum, 0), scale);
                }
            }
        }
    }

    /// <summary>Arrays of several dimensions; <c>continue</c> leaves out what is outside; filters outermost.</summary>
    [Kernel, Specialize(Sizes.First), Specialize(Sizes.Square), Specialize(Sizes.SquareStrided), Specialize(Sizes.Point), Specialize(Sizes.PointStrided)]
    public static void Continue(
        [Shape("height, height, channels")] sbyte[,,] x, [Shape("taps, taps, channels, filters")] sbyte[,,,] w, [Shape("filters")] int[] bias,
        [Output, Shape("size, size, filters")] sbyte[,,] y, int height, int size, int channels, int filters, int taps, int stride, [ValueRange(0, 1)] float scale)
    {
        for (int k = 0; k < filters; k++)
        {
            for (int p = 0; p < size; p++)
            {
                for (int q = 0; q < size; q++)
                {
                    int sum = 0;
                    for (int r = 0; r < taps; r++)
                    {
                        int iy = p * stride + r - taps / 2;
                        if (iy < 0 || iy >= height) continue;
                        for (int s = 0; s < taps; s++)
                        {
                            int ix = q * stride + s - taps / 2;
                            if (ix < 0 || ix >= height) continue;
                            for (int c = 0; c < channels; c++)
                            {
                                sum += x[iy, ix, c] * w[r, s, c, k];
                            }
                        }
                    }

                    sum += bias[k];
                    y[p, q, k] = sum > 0 ? Quantize.ScaleToInt8(sum, scale) : (sbyte)0;
                }
            }
        }
    }

    /// <summary>The sums of a pixel in the output, zero in the place of what is outside.</summary>
    [Kernel, Specialize(Sizes.First), Specialize(Sizes.Square), Specialize(Sizes.SquareStrided), Specialize(Sizes.Point), Specialize(Sizes.PointStrided)]
    public static void ZeroOutside(
        [Shape("height, height, channels")] ReadOnlySpan<sbyte> x, [Shape("taps, taps, channels, filters")] ReadOnlySpan<sbyte> w, [Shape("filters")] ReadOnlySpan<int> bias,
        [Output, Shape("size, size, filters")] Span<int> y, int height, int size, int channels, int filters, int taps, int stride)
    {
        for (int p = 0; p < size; p++)
        {
            for (int q = 0; q < size; q++)
            {
                int at = (p * size + q) * filters;
                for (int k = 0; k < filters; k++)
                {
                    y[at + k] = bias[k];
                }

                for (int r = 0; r < taps; r++)
                {
                    for (int s = 0; s < taps; s++)
                    {
                        for (int c = 0; c < channels; c++)
                        {
                            int iy = p * stride + r - taps / 2, ix = q * stride + s - taps / 2;
                            int v = (uint)iy < (uint)height && (uint)ix < (uint)height ? x[(iy * height + ix) * channels + c] : 0;
                            for (int k = 0; k < filters; k++)
                            {
                                y[at + k] += v * w[((r * taps + s) * channels + c) * filters + k];
                            }
                        }
                    }
                }
            }
        }
    }

    /// <summary>Depthwise: flat indices, the sum in a local.</summary>
    [Kernel, Specialize(Sizes.Depthwise), Specialize(Sizes.DepthwiseStrided)]
    public static void Depthwise(
        [Shape("height, height, channels")] ReadOnlySpan<sbyte> x, [Shape("3, 3, channels")] ReadOnlySpan<sbyte> w, [Shape("channels")] ReadOnlySpan<int> bias,
        [Output, Shape("size, size, channels")] Span<sbyte> y, int height, int size, int channels, int stride, [ValueRange(0, 1)] float scale)
    {
        for (int p = 0; p < size; p++)
        {
            for (int q = 0; q < size; q++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int sum = bias[c];
                    for (int r = 0; r < 3; r++)
                    {
                        for (int s = 0; s < 3; s++)
                        {
                            int iy = p * stride + r - 1, ix = q * stride + s - 1;
                            if (iy >= 0 && iy < height && ix >= 0 && ix < height) sum += x[(iy * height + ix) * channels + c] * w[(r * 3 + s) * channels + c];
                        }
                    }

                    y[(p * size + q) * channels + c] = Quantize.ScaleToInt8(sum, scale);
                }
            }
        }
    }

    /// <summary>Depthwise: arrays of several dimensions, channels outermost.</summary>
    [Kernel, Specialize(Sizes.Depthwise), Specialize(Sizes.DepthwiseStrided)]
    public static void DepthwiseChannels(
        [Shape("height, height, channels")] sbyte[,,] x, [Shape("3, 3, channels")] sbyte[,,] w, [Shape("channels")] int[] bias,
        [Output, Shape("size, size, channels")] sbyte[,,] y, int height, int size, int channels, int stride, [ValueRange(0, 1)] float scale)
    {
        for (int c = 0; c < channels; c++)
        {
            for (int p = 0; p < size; p++)
            {
                for (int q = 0; q < size; q++)
                {
                    int sum = bias[c];
                    for (int s = 0; s < 3; s++)
                    {
                        for (int r = 0; r < 3; r++)
                        {
                            int iy = p * stride + r - 1, ix = q * stride + s - 1;
                            if (iy < 0 || iy >= height || ix < 0 || ix >= height) continue;
                            sum += x[iy, ix, c] * w[r, s, c];
                        }
                    }

                    y[p, q, c] = (sbyte)Math.Clamp(MathF.Round(sum * scale), -128f, 127f);
                }
            }
        }
    }

    /// <summary>Depthwise: the sums in the output.</summary>
    [Kernel, Specialize(Sizes.Depthwise), Specialize(Sizes.DepthwiseStrided)]
    public static void DepthwiseInOutput(
        [Shape("height, height, channels")] ReadOnlySpan<sbyte> x, [Shape("3, 3, channels")] ReadOnlySpan<sbyte> w,
        [Output, Shape("size, size, channels")] Span<int> y, int height, int size, int channels, int stride)
    {
        for (int e = 0; e < size * size * channels; e++)
        {
            y[e] = 0;
        }

        for (int r = 0; r < 3; r++)
        {
            for (int s = 0; s < 3; s++)
            {
                for (int p = 0; p < size; p++)
                {
                    for (int q = 0; q < size; q++)
                    {
                        for (int c = 0; c < channels; c++)
                        {
                            int iy = p * stride + r - 1, ix = q * stride + s - 1;
                            y[(p * size + q) * channels + c] += iy >= 0 && iy < height && ix >= 0 && ix < height ? x[(iy * height + ix) * channels + c] * w[(r * 3 + s) * channels + c] : 0;
                        }
                    }
                }
            }
        }
    }

    /// <summary>Max pooling behind the first layer: flat indices, a condition keeps to the image.</summary>
    [Kernel, Specialize(Sizes.FirstPool)]
    public static void Pool([Shape("height, height, channels")] ReadOnlySpan<sbyte> x, [Output, Shape("size, size, channels")] Span<sbyte> y, int height, int size, int channels)
    {
        for (int p = 0; p < size; p++)
        {
            for (int q = 0; q < size; q++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int best = sbyte.MinValue;
                    for (int r = 0; r < 3; r++)
                    {
                        for (int s = 0; s < 3; s++)
                        {
                            int iy = p * 2 + r - 1, ix = q * 2 + s - 1;
                            if (iy >= 0 && iy < height && ix >= 0 && ix < height) best = Math.Max(best, x[(iy * height + ix) * channels + c]);
                        }
                    }

                    y[(p * size + q) * channels + c] = (sbyte)best;
                }
            }
        }
    }

    /// <summary>The same over arrays of several dimensions, with comparisons and <c>continue</c>, channels outermost.</summary>
    [Kernel, Specialize(Sizes.FirstPool)]
    public static void PoolChannels([Shape("height, height, channels")] sbyte[,,] x, [Output, Shape("size, size, channels")] sbyte[,,] y, int height, int size, int channels)
    {
        for (int c = 0; c < channels; c++)
        {
            for (int p = 0; p < size; p++)
            {
                for (int q = 0; q < size; q++)
                {
                    sbyte best = -128;
                    for (int r = 0; r < 3; r++)
                    {
                        for (int s = 0; s < 3; s++)
                        {
                            int iy = p * 2 + r - 1, ix = q * 2 + s - 1;
                            if (iy < 0 || iy >= height || ix < 0 || ix >= height) continue;
                            if (x[iy, ix, c] > best) best = x[iy, ix, c];
                        }
                    }

                    y[p, q, c] = best;
                }
            }
        }
    }
}
