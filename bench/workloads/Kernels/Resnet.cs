namespace Autocomp.Workloads;

/// <summary>The layers of ResNet-50 that are no convolutions.</summary>
public static class Resnet
{
    /// <summary>The last layer: one image, a bias.</summary>
    [Kernel, Specialize(Sizes.FullyConnected)]
    public static void FullyConnected(
        [Shape("inputs")] ReadOnlySpan<sbyte> x, [Shape("inputs, outputs")] ReadOnlySpan<sbyte> w, [Shape("outputs")] ReadOnlySpan<int> bias, [Output, Shape("outputs")] Span<sbyte> y,
        int inputs, int outputs, [ValueRange(0, 1)] float scale)
    {
        for (int o = 0; o < outputs; o++)
        {
            int sum = bias[o];
            for (int i = 0; i < inputs; i++)
            {
                sum += x[i] * w[i * outputs + o];
            }

            y[o] = Quantize.ScaleToInt8(sum, scale);
        }
    }

    /// <summary>The end of a block: the shortcut is added at its own scale, then ReLU.</summary>
    [Kernel, Specialize(Sizes.Residual)]
    public static void ResidualAdd(
        [Shape("rows, channels")] ReadOnlySpan<sbyte> x, [Shape("rows, channels")] ReadOnlySpan<sbyte> shortcut, [Output, Shape("rows, channels")] Span<sbyte> y,
        int rows, int channels, [ValueRange(0, 4)] float shortcutScale)
    {
        for (int i = 0; i < rows * channels; i++)
        {
            int sum = x[i] + Quantize.ScaleToInt8(shortcut[i], shortcutScale);
            y[i] = (sbyte)Math.Clamp(sum, 0, 127);
        }
    }

    /// <summary>The same in single precision.</summary>
    [Kernel, Specialize(Sizes.Residual)]
    public static void ResidualAddFloat(
        [Shape("rows, channels")] float[,] x, [Shape("rows, channels")] float[,] shortcut, [Output, Shape("rows, channels")] float[,] y, int rows, int channels, [ValueRange(0, 4)] float shortcutScale)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int c = 0; c < channels; c++)
            {
                y[i, c] = MathF.Max(0, x[i, c] + shortcutScale * shortcut[i, c]);
            }
        }
    }

    /// <summary>Global average pooling in front of the last layer.</summary>
    [Kernel, Specialize(Sizes.Pool)]
    public static void AveragePool([Shape("pixels, channels")] ReadOnlySpan<sbyte> x, [Output, Shape("channels")] Span<sbyte> y, int pixels, int channels, [ValueRange(0, 1)] float scale)
    {
        for (int c = 0; c < channels; c++)
        {
            int sum = 0;
            for (int p = 0; p < pixels; p++)
            {
                sum += x[p * channels + c];
            }

            y[c] = Quantize.ScaleToInt8(sum, scale);
        }
    }
}
