namespace Sample;

/// <summary>Images of digits, 28x28, one int8 a pixel (0 to 127): glyphs stretched, slanted, shifted, dimmed, with noise and missing pixels.</summary>
internal static class Glyphs
{
    public const int Size = 28;
    public const int Pixels = Size * Size;
    public const int Classes = 10;

    private const int Columns = 5;
    private const int Rows = 7;

    private static readonly string[] Shapes =
    [
        ".###.#...##..###.#.###..##...#.###.",
        "..#...##....#....#....#....#...###.",
        ".###.#...#....#...#...#...#...#####",
        ".###.#...#....#..##.....##...#.###.",
        "...#...##..#.#.#..#.#####...#....#.",
        "######....####.....#....##...#.###.",
        "..##..#...#....####.#...##...#.###.",
        "#####....#...#...#...#....#....#...",
        ".###.#...##...#.###.#...##...#.###.",
        ".###.#...##...#.####....#...#..##..",
    ];

    /// <summary>Draws one image of a digit.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">Decides place, size, slant, brightness and noise.</param>
    /// <param name="image">Receives the pixels, row by row.</param>
    public static void Draw(int digit, RandomStream random, Span<sbyte> image)
    {
        int width = random.Next(14, 19), height = random.Next(18, 24);
        int left = (Size - width) / 2 + random.Next(-2, 2), top = (Size - height) / 2 + random.Next(-2, 2);
        int slant = random.Next(-2, 2), ink = random.Next(70, 110);
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                int v = (row - top) * Rows / height;
                int u = (column - left + slant * (row - Size / 2) / Size) * Columns / width;
                bool inside = row >= top && column >= left && (uint)u < Columns && (uint)v < Rows;
                int value = inside && Shapes[digit][v * Columns + u] == '#' && random.Next(12) != 0 ? ink : 0;
                image[row * Size + column] = (sbyte)Math.Clamp(value + random.Next(-25, 25), 0, 127);
            }
        }
    }
}
