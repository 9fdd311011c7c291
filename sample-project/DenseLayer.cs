namespace Sample;

/// <summary>The constants of one dense layer.</summary>
/// <param name="Inputs">Length of its input, k.</param>
/// <param name="Outputs">Length of its output, n.</param>
/// <param name="Weights">k rows of n.</param>
/// <param name="Bias">Added to the sums.</param>
/// <param name="Scale">From sums to int8.</param>
internal sealed record DenseLayer(int Inputs, int Outputs, sbyte[] Weights, int[] Bias, float Scale)
{
    /// <summary>The layer in plain C#, on any number of inputs.</summary>
    public sbyte[] Apply(ReadOnlySpan<sbyte> x)
    {
        int m = x.Length / Inputs;
        sbyte[] y = new sbyte[m * Outputs];
        Layers.Dense(x, Weights, Bias, y, m, Outputs, Inputs, Scale);
        return y;
    }
}
