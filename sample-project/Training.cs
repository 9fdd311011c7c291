namespace Sample;

/// <summary>
/// Makes the network's weights from training images, in integers, layer by layer.
/// Hidden units separate two images of different digits; the last layer is a perceptron over what they say.
/// </summary>
internal static class Training
{
    /// <summary>Trains 784 → 128 → 64 → 10.</summary>
    public static DenseLayer[] Run(DataSet data)
    {
        RandomStream random = new(3);
        DenseLayer first = Separate(data.Images, data.Labels, Glyphs.Pixels, 128, random);
        sbyte[] hidden = first.Apply(data.Images);
        DenseLayer second = Separate(hidden, data.Labels, first.Outputs, 64, random);
        DenseLayer last = Perceptron(second.Apply(hidden), data.Labels, second.Outputs);
        return [first, second, last];
    }

    /// <summary>Each unit is the difference of two class means over a few images, with its threshold half-way.</summary>
    private static DenseLayer Separate(sbyte[] inputs, int[] labels, int length, int units, RandomStream random)
    {
        const int Images = 3;
        sbyte[] weights = new sbyte[length * units];
        int[] bias = new int[units];
        long largest = 1;
        for (int unit = 0; unit < units; unit++)
        {
            int positive = unit % Glyphs.Classes;
            int negative = (positive + 1 + random.Next(Glyphs.Classes - 1)) % Glyphs.Classes;
            int[] high = SumOf(positive), low = SumOf(negative);
            int peak = Enumerable.Range(0, length).Max(p => Math.Abs(high[p] - low[p]));
            long threshold = 0;
            for (int p = 0; p < length; p++)
            {
                int weight = (high[p] - low[p]) * 127 / Math.Max(1, peak);
                weights[p * units + unit] = (sbyte)weight;
                threshold += (long)weight * (high[p] + low[p]) / (2 * Images);
            }

            bias[unit] = (int)-threshold;
        }

        for (int image = 0; image < labels.Length; image += 7)
        {
            for (int unit = 0; unit < units; unit++)
            {
                long sum = bias[unit];
                for (int p = 0; p < length; p++) sum += inputs[image * length + p] * weights[p * units + unit];
                largest = Math.Max(largest, sum);
            }
        }

        return new DenseLayer(length, units, weights, bias, 127f / largest);

        int[] SumOf(int label)
        {
            int[] sum = new int[length];
            for (int i = 0; i < Images; i++)
            {
                int image = random.Next(labels.Length / Glyphs.Classes) * Glyphs.Classes + label;
                for (int p = 0; p < length; p++) sum[p] += inputs[image * length + p];
            }

            return sum;
        }
    }

    /// <summary>The averaged multi-class perceptron, quantised to int8.</summary>
    private static DenseLayer Perceptron(sbyte[] inputs, int[] labels, int length)
    {
        const int Epochs = 30;
        int size = length + 1;
        long[] weights = new long[size * Glyphs.Classes], total = new long[size * Glyphs.Classes];
        for (int step = 0; step < Epochs * labels.Length; step++)
        {
            int image = step % labels.Length;
            int guess = 0;
            long best = long.MinValue;
            for (int digit = 0; digit < Glyphs.Classes; digit++)
            {
                long score = weights[length * Glyphs.Classes + digit] * 127;
                for (int p = 0; p < length; p++) score += inputs[image * length + p] * weights[p * Glyphs.Classes + digit];
                if (score > best) (best, guess) = (score, digit);
            }

            if (guess != labels[image])
            {
                for (int p = 0; p < size; p++)
                {
                    int value = p < length ? inputs[image * length + p] : 127;
                    weights[p * Glyphs.Classes + labels[image]] += value;
                    weights[p * Glyphs.Classes + guess] -= value;
                }
            }

            for (int p = 0; p < total.Length; p++) total[p] += weights[p] >> 4;
        }

        long peak = Math.Max(1, total.Take(length * Glyphs.Classes).Max(Math.Abs));
        sbyte[] quantized = [.. total.Take(length * Glyphs.Classes).Select(t => (sbyte)(t / (peak / 127 + 1)))];
        int[] bias = [.. total.Skip(length * Glyphs.Classes).Select(t => (int)(t / (peak / 127 + 1)) * 127)];
        return Centre(new DenseLayer(length, Glyphs.Classes, quantized, bias, 0), inputs, labels);
    }

    /// <summary>Moves and scales the scores into 1 … 127 over the training images: relu and saturation then take nothing away.</summary>
    private static DenseLayer Centre(DenseLayer layer, sbyte[] inputs, int[] labels)
    {
        long low = long.MaxValue, high = long.MinValue;
        for (int image = 0; image < labels.Length; image++)
        {
            long best = long.MinValue;
            for (int digit = 0; digit < layer.Outputs; digit++)
            {
                long score = layer.Bias[digit];
                for (int p = 0; p < layer.Inputs; p++) score += inputs[image * layer.Inputs + p] * layer.Weights[p * layer.Outputs + digit];
                best = Math.Max(best, score);
            }

            (low, high) = (Math.Min(low, best), Math.Max(high, best));
        }

        long range = high - low;
        int[] bias = [.. layer.Bias.Select(b => (int)(b - low + range))];
        return layer with { Bias = bias, Scale = 120f / (2 * range) };
    }
}
