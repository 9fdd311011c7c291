namespace Autocomp.Workloads;

/// <summary>A classifier of three layers in one kernel; what flows between them stays inside.</summary>
public static class Mlp
{
    /// <summary>Bias, ReLU and scaling after each hidden layer, scores of full range from the last.</summary>
    [Kernel, Specialize(Sizes.Mlp)]
    public static void Classify(
        [Shape("batch, inputs")] ReadOnlySpan<sbyte> x,
        [Shape("inputs, hidden1")] ReadOnlySpan<sbyte> w1, [Shape("hidden1")] ReadOnlySpan<int> b1,
        [Shape("hidden1, hidden2")] ReadOnlySpan<sbyte> w2, [Shape("hidden2")] ReadOnlySpan<int> b2,
        [Shape("hidden2, classes")] ReadOnlySpan<sbyte> w3, [Shape("classes")] ReadOnlySpan<int> b3,
        [Output, Shape("batch, classes")] Span<sbyte> scores,
        int batch, int inputs, int hidden1, int hidden2, int classes, [ValueRange(0, 1)] float s1, [ValueRange(0, 1)] float s2, [ValueRange(0, 1)] float s3)
    {
        Span<sbyte> h1 = stackalloc sbyte[batch * hidden1];
        Span<sbyte> h2 = stackalloc sbyte[batch * hidden2];
        for (int i = 0; i < batch; i++)
        {
            for (int o = 0; o < hidden1; o++)
            {
                int sum = b1[o];
                for (int k = 0; k < inputs; k++)
                {
                    sum += x[i * inputs + k] * w1[k * hidden1 + o];
                }

                h1[i * hidden1 + o] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, s1));
            }
        }

        for (int i = 0; i < batch; i++)
        {
            for (int o = 0; o < hidden2; o++)
            {
                int sum = b2[o];
                for (int k = 0; k < hidden1; k++)
                {
                    sum += h1[i * hidden1 + k] * w2[k * hidden2 + o];
                }

                h2[i * hidden2 + o] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, s2));
            }
        }

        for (int i = 0; i < batch; i++)
        {
            for (int o = 0; o < classes; o++)
            {
                int sum = b3[o];
                for (int k = 0; k < hidden2; k++)
                {
                    sum += h2[i * hidden2 + k] * w3[k * classes + o];
                }

                scores[i * classes + o] = Quantize.ScaleToInt8(sum, s3);
            }
        }
    }
}
