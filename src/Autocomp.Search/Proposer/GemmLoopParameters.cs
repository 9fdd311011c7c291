using System.Globalization;

namespace Autocomp.Search.Proposer;

/// <summary>A matrix product by the hardware's loop command: one command a tile, the hardware unrolls it. Sizes are in blocks of the array.</summary>
/// <param name="TileRows">Rows of C in a tile.</param>
/// <param name="TileColumns">Columns of C in a tile.</param>
/// <param name="TileDepth">Blocks of the inner dimension in one command; sums of several stay in the accumulator between them.</param>
/// <param name="RowsOutside">Whether the outer loop goes over rows of tiles.</param>
public sealed record GemmLoopParameters(int TileRows, int TileColumns, int TileDepth, bool RowsOutside) : SchedulePoint
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"loop commands over tiles of {TileRows}x{TileColumns} blocks, {TileDepth} deep, {(RowsOutside ? "rows" : "columns")} outside");
}
