namespace Autocomp.Workloads;

/// <summary>Several operations in one kernel, with something that may stay on the accelerator between them.</summary>
public static class Sequences
{
    /// <summary>Queries, keys and values: three products read the same rows.</summary>
    [Kernel, Specialize(Sizes.Projections)]
    public static void Projections(
        [Shape("tokens, model")] ReadOnlySpan<sbyte> x, [Shape("model, model")] ReadOnlySpan<sbyte> wq, [Shape("model, model")] ReadOnlySpan<sbyte> wk, [Shape("model, model")] ReadOnlySpan<sbyte> wv,
        [Output, Shape("tokens, model")] Span<sbyte> q, [Output, Shape("tokens, model")] Span<sbyte> k, [Output, Shape("tokens, model")] Span<sbyte> v, int tokens, int model, [ValueRange(0, 1)] float scale)
    {
        Project(x, wq, q, tokens, model, scale);
        Project(x, wk, k, tokens, model, scale);
        Project(x, wv, v, tokens, model, scale);
    }

    /// <summary>Both products of attention, head by head; ReLU stands for softmax.</summary>
    [Kernel, Specialize(Sizes.Attention)]
    public static void Attend(
        [Shape("heads, queries, width")] ReadOnlySpan<sbyte> q, [Shape("heads, keys, width")] ReadOnlySpan<sbyte> k, [Shape("heads, keys, width")] ReadOnlySpan<sbyte> v,
        [Output, Shape("queries, heads, width")] Span<sbyte> y, int heads, int queries, int keys, int width, [ValueRange(0, 1)] float scale)
    {
        Span<sbyte> scores = stackalloc sbyte[queries * keys];
        for (int h = 0; h < heads; h++)
        {
            for (int i = 0; i < queries; i++)
            {
                for (int j = 0; j < keys; j++)
                {
                    int sum = 0;
                    for (int c = 0; c < width; c++)
                    {
                        sum += q[(h * queries + i) * width + c] * k[(h * keys + j) * width + c];
                    }

                    scores[i * keys + j] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale));
                }
            }

            for (int i = 0; i < queries; i++)
            {
                for (int c = 0; c < width; c++)
                {
                    int sum = 0;
                    for (int j = 0; j < keys; j++)
                    {
                        sum += scores[i * keys + j] * v[(h * keys + j) * width + c];
                    }

                    y[(i * heads + h) * width + c] = Quantize.ScaleToInt8(sum, scale);
                }
            }
        }
    }

    /// <summary>The end of a residual block: two 3 x 3 convolutions, then the block's input is added.</summary>
    [Kernel, Specialize(Sizes.Block)]
    public static void ResidualBlock(
        [Shape("size, size, channels")] ReadOnlySpan<sbyte> x, [Shape("3, 3, channels, channels")] ReadOnlySpan<sbyte> w1, [Shape("3, 3, channels, channels")] ReadOnlySpan<sbyte> w2,
        [Output, Shape("size, size, channels")] Span<sbyte> y, int size, int channels, [ValueRange(0, 1)] float scale)
    {
        Span<sbyte> h = stackalloc sbyte[size * size * channels];
        Span<sbyte> r = stackalloc sbyte[size * size * channels];
        Convolve(x, w1, h, size, channels, scale);
        Convolve(h, w2, r, size, channels, scale);
        for (int i = 0; i < size * size * channels; i++)
        {
            y[i] = (sbyte)Math.Clamp(r[i] + x[i], 0, 127);
        }
    }

    /// <summary>A 3 x 3 convolution and the 3 x 3 max pooling behind it.</summary>
    [Kernel, Specialize(Sizes.ConvolutionPool)]
    public static void ConvolutionPool(
        [Shape("size, size, channels")] ReadOnlySpan<sbyte> x, [Shape("3, 3, channels, channels")] ReadOnlySpan<sbyte> w,
        [Output, Shape("pooled, pooled, channels")] Span<sbyte> y, int size, int pooled, int channels, [ValueRange(0, 1)] float scale)
    {
        Span<sbyte> h = stackalloc sbyte[size * size * channels];
        Convolve(x, w, h, size, channels, scale);
        for (int p = 0; p < pooled; p++)
        {
            for (int q = 0; q < pooled; q++)
            {
                for (int k = 0; k < channels; k++)
                {
                    sbyte best = sbyte.MinValue;
                    for (int r = 0; r < 3; r++)
                    {
                        for (int s = 0; s < 3; s++)
                        {
                            best = Math.Max(best, h[((p * 2 + r) * size + q * 2 + s) * channels + k]);
                        }
                    }

                    y[(p * pooled + q) * channels + k] = best;
                }
            }
        }
    }

    /// <summary>Integer arithmetic only: hidden sums are shifted, limited and without negative ones, which the array does by itself.</summary>
    [Kernel, Specialize(Sizes.ShiftLayers)]
    public static void ShiftLayers(
        [Shape("batch, inputs")] ReadOnlySpan<sbyte> x, [Shape("inputs, hidden")] ReadOnlySpan<sbyte> w1, [Shape("hidden, outputs")] ReadOnlySpan<sbyte> w2, [Shape("outputs")] ReadOnlySpan<int> bias,
        [Output, Shape("batch, outputs")] Span<sbyte> y, int batch, int inputs, int hidden, int outputs, [ValueRange(0, 1)] float scale)
    {
        Span<sbyte> h = stackalloc sbyte[batch * hidden];
        for (int i = 0; i < batch; i++)
        {
            for (int o = 0; o < hidden; o++)
            {
                int sum = 0;
                for (int k = 0; k < inputs; k++)
                {
                    sum += x[i * inputs + k] * w1[k * hidden + o];
                }

                h[i * hidden + o] = Math.Max((sbyte)0, Quantize.SaturateToInt8(Quantize.RoundingShiftRight(sum, 8)));
            }
        }

        for (int i = 0; i < batch; i++)
        {
            for (int o = 0; o < outputs; o++)
            {
                int sum = bias[o];
                for (int k = 0; k < hidden; k++)
                {
                    sum += h[i * hidden + k] * w2[k * outputs + o];
                }

                y[i * outputs + o] = Quantize.ScaleToInt8(sum, scale);
            }
        }
    }

    /// <summary>A recurrent layer: the same weights at each step in time, the state in a buffer.</summary>
    [Kernel, Specialize(Sizes.Recurrent)]
    public static void Recurrent(
        [Shape("steps, batch, inputs")] ReadOnlySpan<float> x, [Shape("inputs, states")] ReadOnlySpan<float> w, [Shape("states, states")] ReadOnlySpan<float> u, [Shape("states")] ReadOnlySpan<float> bias,
        [Output, Shape("batch, states")] Span<float> last, int steps, int batch, int inputs, int states)
    {
        Span<float> h = stackalloc float[(steps + 1) * batch * states];
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < batch; i++)
            {
                for (int o = 0; o < states; o++)
                {
                    float sum = bias[o];
                    for (int k = 0; k < inputs; k++)
                    {
                        sum += x[(t * batch + i) * inputs + k] * w[k * states + o];
                    }

                    for (int k = 0; k < states; k++)
                    {
                        sum += h[(t * batch + i) * states + k] * u[k * states + o];
                    }

                    h[((t + 1) * batch + i) * states + o] = MathF.Max(0, sum);
                }
            }
        }

        for (int i = 0; i < batch; i++)
        {
            for (int o = 0; o < states; o++)
            {
                float sum = 0;
                for (int k = 0; k < states; k++)
                {
                    sum += h[(steps * batch + i) * states + k] * u[k * states + o];
                }

                last[i * states + o] = sum;
            }
        }
    }

    private static void Project(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> w, Span<sbyte> y, int tokens, int model, float scale)
    {
        for (int i = 0; i < tokens; i++)
        {
            for (int o = 0; o < model; o++)
            {
                int sum = 0;
                for (int k = 0; k < model; k++)
                {
                    sum += x[i * model + k] * w[k * model + o];
                }

                y[i * model + o] = Quantize.ScaleToInt8(sum, scale);
            }
        }
    }

    private static void Convolve(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> w, Span<sbyte> y, int size, int channels, float scale)
    {
        for (int p = 0; p < size; p++)
        {
            for (int q = 0; q < size; q++)
            {
                for (int k = 0; k < channels; k++)
                {
                    int sum = 0;
                    for (int r = 0; r < 3; r++)
                    {
                        for (int s = 0; s < 3; s++)
                        {
                            int iy = p + r - 1, ix = q + s - 1;
                            if (iy >= 0 && iy < size && ix >= 0 && ix < size)
                            {
                                for (int c = 0; c < channels; c++)
                                {
                                    sum += x[(iy * size + ix) * channels + c] * w[((r * 3 + s) * channels + c) * channels + k];
                                }
                            }
                        }
                    }

                    y[(p * size + q) * channels + k] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale));
                }
            }
        }
    }
}
