namespace Autocomp.Search.Proposer;

/// <summary>The loops of a schedule: panels outside, tiles inside, chunks of the inner dimension innermost. One pass of the innermost is a visit.</summary>
public sealed class GemmTiling
{
    /// <summary>Splits the operation's dimensions as the parameters say.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="parameters">The point of the space.</param>
    public GemmTiling(GemmShape shape, GemmParameters parameters)
    {
        Parameters = parameters;
        bool columnPanels = parameters.Stationary == StationaryOperand.B;
        Rows = new GemmAxis(columnPanels ? "tile" : "panel", shape.Product.I, parameters.TileRows * shape.Dim, shape.Dim);
        Columns = new GemmAxis(columnPanels ? "panel" : "tile", shape.Product.J, parameters.TileColumns * shape.Dim, shape.Dim);
        Depth = new GemmAxis("chunk", shape.Product.K, parameters.TileDepth * shape.Dim, shape.Dim);
    }

    /// <summary>The point of the space.</summary>
    public GemmParameters Parameters { get; }

    /// <summary>Rows of C.</summary>
    public GemmAxis Rows { get; }

    /// <summary>Columns of C.</summary>
    public GemmAxis Columns { get; }

    /// <summary>The inner dimension.</summary>
    public GemmAxis Depth { get; }

    /// <summary>The outer loop.</summary>
    public GemmAxis Panels => Parameters.Stationary == StationaryOperand.B ? Columns : Rows;

    /// <summary>The inner loop.</summary>
    public GemmAxis Tiles => Parameters.Stationary == StationaryOperand.B ? Rows : Columns;

    /// <summary>Passes of the innermost loop.</summary>
    public long Visits => (long)Panels.Count * Tiles.Count * Depth.Count;

    /// <summary>Whether the operand's chunks are addressed by panel and chunk (they stay) rather than by visit (they pass).</summary>
    /// <param name="operand">The operand.</param>
    /// <returns>True when it stays.</returns>
    public bool Stays(StationaryOperand operand) =>
        operand == Parameters.Stationary ? Parameters.Resident || Panels.Count * Depth.Count == 1 : Tiles.Count * Depth.Count == 1;

    /// <summary>Chunks of the operand that the scratchpad holds at once.</summary>
    /// <param name="operand">The operand.</param>
    /// <returns>1, 2, or all chunks of a panel.</returns>
    public int ChunksKept(StationaryOperand operand)
    {
        int buffers = Parameters.DoubleBuffer && Visits > 1 ? 2 : 1;
        if (!Stays(operand)) return buffers;
        if (Depth.Count > 1) return Depth.Count;
        return operand == Parameters.Stationary && Panels.Count > 1 ? buffers : 1;
    }
}
