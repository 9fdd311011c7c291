namespace Sample;

/// <summary>Labelled images, the digits in turn.</summary>
/// <param name="Images">One image after another.</param>
/// <param name="Labels">The digit of each image.</param>
internal sealed record DataSet(sbyte[] Images, int[] Labels)
{
    /// <summary>Draws a data set; another seed gives other images.</summary>
    public static DataSet Create(int count, ulong seed)
    {
        RandomStream random = new(seed);
        sbyte[] images = new sbyte[count * Glyphs.Pixels];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % Glyphs.Classes;
            Glyphs.Draw(labels[i], random, images.AsSpan(i * Glyphs.Pixels, Glyphs.Pixels));
        }

        return new DataSet(images, labels);
    }
}
