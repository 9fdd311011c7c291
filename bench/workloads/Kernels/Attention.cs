namespace Autocomp.Workloads;

/// <summary>The two products of attention, one a head.</summary>
public static class Attention
{
    /// <summary>Scores: <c>Q Kᵀ</c>.</summary>
    [Kernel, Specialize(Sizes.Attention)]
    public static void Scores(
        [Shape("heads, queries, width")] ReadOnlySpan<sbyte> q, [Shape("heads, keys, width")] ReadOnlySpan<sbyte> k, [Output, Shape("heads, queries, keys")] Span<sbyte> scores,
        int heads, int queries, int keys, int width, [ValueRange(0, 1)] float scale)
    {
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

                    scores[(h * queries + i) * keys + j] = Quantize.ScaleToInt8(sum, scale);
                }
            }
        }
    }

    /// <summary>The weighted values, head beside head in each row: <c>P V</c>.</summary>
    [Kernel, Specialize(Sizes.Attention)]
    public static void Values(
        [Shape("heads, queries, keys")] ReadOnlySpan<sbyte> p, [Shape("heads, keys, width")] ReadOnlySpan<sbyte> v, [Output, Shape("queries, heads, width")] Span<sbyte> y,
        int heads, int queries, int keys, int width, [ValueRange(0, 1)] float scale)
    {
        for (int h = 0; h < heads; h++)
        {
            int pStart = h * queries * keys, vStart = h * keys * width;
            for (int i = 0; i < queries; i++)
            {
                for (int c = 0; c < width; c++)
                {
                    int sum = 0;
                    for (int j = 0; j < keys; j++)
                    {
                        sum += p[pStart + i * keys + j] * v[vStart + j * width + c];
                    }

                    y[(i * heads + h) * width + c] = Quantize.ScaleToInt8(sum, scale);
                }
            }
        }
    }
}
