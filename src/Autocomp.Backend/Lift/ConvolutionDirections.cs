namespace Autocomp.Backend.Lift;

/// <summary>How the loops over pixels and kernel positions move through the input.</summary>
/// <param name="Image">Loop over images, or null for one.</param>
/// <param name="Vertical">Rows.</param>
/// <param name="Horizontal">Columns.</param>
internal sealed record ConvolutionDirections(ConvolutionLoop? Image, ConvolutionDirection Vertical, ConvolutionDirection Horizontal)
{
    /// <summary>Of all ways to pair kernel positions with pixels, the one of the smallest strides; null when there is none.</summary>
    /// <param name="taps">Loops over kernel positions, at most two.</param>
    /// <param name="spatial">Loops over pixels, at most three.</param>
    /// <param name="limits">Limits of each guard.</param>
    public static ConvolutionDirections? Find(List<ConvolutionLoop> taps, List<ConvolutionLoop> spatial, (Int128 Low, Int128 High)[] limits)
    {
        ConvolutionDirections? best = null;
        (long, int, long) least = (long.MaxValue, 0, 0);
        foreach (ConvolutionLoop?[] tap in Choices(taps, 2))
        {
            foreach (ConvolutionLoop?[] pixel in Choices(spatial, 3))
            {
                ConvolutionLoop? image = pixel[0];
                if (image is { IsGuarded: true } || image?.X < 0
                    || ConvolutionDirection.Of(pixel[1], tap[0], limits) is not { } vertical || ConvolutionDirection.Of(pixel[2], tap[1], limits) is not { } horizontal
                    || !vertical.Explains(horizontal, limits.Length))
                {
                    continue;
                }

                // Windows that move come before those that stand still; among equals rows are what moves furthest, and images before that.
                (long, int, long) cost = (vertical.Strides + horizontal.Strides, image is null ? 0 : 1, -(image?.X ?? 0) - (vertical.Unit / 2));
                if (cost.CompareTo(least) < 0)
                {
                    (best, least) = (new(image, vertical, horizontal), cost);
                }
            }
        }

        return best;
    }

    /// <summary>All ways to put loops into places, the rest of the places empty.</summary>
    private static IEnumerable<ConvolutionLoop?[]> Choices(List<ConvolutionLoop> loops, int places)
    {
        if (places == 0)
        {
            return loops.Count == 0 ? [[]] : [];
        }

        IEnumerable<ConvolutionLoop?[]> without = Choices(loops, places - 1).Select(rest => (ConvolutionLoop?[])[null, .. rest]);
        return loops.SelectMany(loop => Choices([.. loops.Where(other => other != loop)], places - 1).Select(rest => (ConvolutionLoop?[])[loop, .. rest])).Concat(without);
    }
}
