namespace Autocomp.Search.Proposer;

/// <summary>A closed-form guess of a point's cycles, good enough to decide what to measure first. It never decides what wins.</summary>
/// <remarks>Rates are those of reference/timing/SUMMARY.md section 3 for the int8 array of 16x16, in cycles; other targets keep the order.</remarks>
public static class ConvCostModel
{
    private const double WideRow = 4, NarrowRow = 1.6, StoredRow = 1.7, BiasRow = 1.2, ShortProduct = 8;

    /// <summary>Guesses the cycles of a point.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="parameters">A point that fits.</param>
    /// <returns>Cycles; relative sizes matter only.</returns>
    public static double Estimate(ConvShape shape, ConvParameters parameters)
    {
        int dim = shape.Dim, batch = shape.Convolution.Batch;
        ConvLayout? layout = ConvLayout.TryCreate(shape, parameters);
        if (layout is null) return double.PositiveInfinity;
        double visits = (double)layout.Panels * layout.ImageGroups * layout.Tiles;
        double turns = (double)layout.ImageGroups * layout.Tiles * shape.OutputBlocks, steps = turns * shape.Steps;

        int rest = shape.Columns % dim;
        double row = shape.Columns - rest + (rest == 0 ? 0 : Math.Max(rest, ShortProduct)), rows = (double)batch * shape.Rows;
        double products = rows * shape.OutputBlocks * shape.Steps * row + steps * Math.Max(0, dim - Math.Min(dim, shape.Columns));
        double core = steps * 90 + rows * shape.OutputBlocks * shape.Steps * Math.Ceiling(shape.Columns / (double)dim) * 9;

        double wideGroups = Math.Ceiling(shape.Convolution.InputChannels / (double)shape.Wide), perRow = shape.InputBlocks == 1 ? NarrowRow : WideRow;
        double input = (layout.ImageGroups * layout.Tiles == 1 ? 1 : visits) * parameters.TileImages * shape.InputRows(parameters.TileRows) * shape.Width * wideGroups * perRow;
        double weights = (double)layout.Panels * shape.Steps * dim * (parameters.PanelBlocks == 1 ? NarrowRow : WideRow);
        double pixels = rows * shape.Columns * shape.OutputBlocks;
        double bias = shape.Convolution.Bias is null ? 0 : pixels * BiasRow, stores = pixels * StoredRow;

        double hidden = Math.Max(products, core);
        double moved = parameters.DoubleBuffer ? Math.Max(hidden, input + weights + bias) : hidden + input + weights;
        double total = parameters.PingPong ? Math.Max(moved, stores) : moved + stores + bias;
        return total + (input / visits) + (weights / layout.Panels) + (parameters.SpreadBanks ? 0 : 0.05 * hidden);
    }
}
