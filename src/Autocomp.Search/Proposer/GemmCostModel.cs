namespace Autocomp.Search.Proposer;

/// <summary>A closed-form guess of a point's cycles, good enough to decide what to measure first. It never decides what wins.</summary>
/// <remarks>Rates are those of reference/timing/SUMMARY.md section 3 and 4 for the int8 array of 16x16, in cycles a block; other targets keep the order.</remarks>
public static class GemmCostModel
{
    private const long SecondLevelCacheBytes = 512 * 1024;

    /// <summary>Guesses the cycles of a point.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="parameters">The point.</param>
    /// <returns>Cycles; relative sizes matter only.</returns>
    public static double Estimate(GemmShape shape, GemmParameters parameters)
    {
        var tiling = new GemmTiling(shape, parameters);
        double dim = shape.Dim;
        double products = (double)shape.RowBlocks * shape.ColumnBlocks * shape.DepthBlocks;
        bool misses = Bytes(shape) > SecondLevelCacheBytes;

        double loadedA = (double)shape.RowBlocks * shape.DepthBlocks * Repeats(tiling, StationaryOperand.A);
        double loadedB = (double)shape.DepthBlocks * shape.ColumnBlocks * Repeats(tiling, StationaryOperand.B);
        double perLoad = parameters.WideLoads ? misses ? 28 : 17 : misses ? 60 : 19;
        double raggedA = Ragged(shape.Product.A.Transposed ? parameters.TileRows : parameters.TileDepth, shape.Target.MaxBlockLength, parameters.WideLoads);
        double raggedB = Ragged(parameters.TileColumns, shape.Target.MaxBlockLength, parameters.WideLoads);
        double load = (loadedA * raggedA + loadedB * raggedB) * perLoad;

        double stored = (double)shape.RowBlocks * shape.ColumnBlocks;
        bool narrow = shape.Product.Epilogue.Narrow;
        double store = stored * (!narrow ? 66 : parameters.WideStores ? 28 * Ragged(parameters.TileColumns, shape.Target.MaxBlockLength, true) : misses ? 60 : 26);
        double bias = shape.Product.Bias is null ? 0 : stored * 22;

        double array = products * dim * (parameters.SpreadBanks ? 1 : 2);
        if (shape.Product.B.Transposed) array *= parameters.ReuseWeights ? (parameters.TileRows + 1.0) / parameters.TileRows : 2;
        double inner = parameters.ReuseWeights ? parameters.TileRows : parameters.TileColumns;
        double core = products * (6 + 14 / inner) + tiling.Visits * 60;
        double feed = Math.Max(array, core);
        double moves = parameters.DoubleBuffer ? Math.Max(feed, load + bias) : feed + load + bias;
        double total = parameters.PingPong ? Math.Max(moves, store) + 0.1 * Math.Min(moves, load + store) : moves + store;

        double firstChunk = (tiling.Rows.Longest + tiling.Columns.Longest) / dim * perLoad + 150;
        double lastStores = parameters.TileRows * parameters.TileColumns * (narrow ? 28 : 66);
        return total + (parameters.DoubleBuffer ? firstChunk : 0) + (parameters.PingPong ? lastStores : 0);
    }

    /// <summary>How often the whole operand is loaded.</summary>
    private static double Repeats(GemmTiling tiling, StationaryOperand operand)
    {
        if (operand == tiling.Parameters.Stationary) return tiling.Parameters.Resident || tiling.Panels.Count * tiling.Depth.Count == 1 ? 1 : tiling.Tiles.Count;
        return tiling.Tiles.Count * tiling.Depth.Count == 1 ? 1 : tiling.Panels.Count;
    }

    private static double Ragged(int blocks, int wide, bool used) => used ? Math.Ceiling(blocks / (double)wide) * wide / blocks : 1;

    private static long Bytes(GemmShape shape)
    {
        long i = shape.Product.I, j = shape.Product.J, k = shape.Product.K;
        return (i * k + k * j) * shape.ElementBytes + i * j * shape.ResultBytes;
    }
}
