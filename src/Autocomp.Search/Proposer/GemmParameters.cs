using System.Globalization;

namespace Autocomp.Search.Proposer;

/// <summary>One point of the space of matrix product schedules: every choice that the built-in proposer makes.</summary>
/// <param name="Stationary">The loop order over tiles.</param>
/// <param name="TileRows">Rows of C in a tile, in blocks of the array's size.</param>
/// <param name="TileColumns">Columns of C in a tile, in blocks.</param>
/// <param name="TileDepth">Blocks of the inner dimension that are loaded at once (a chunk).</param>
/// <param name="Resident">Whether a panel of the stationary operand stays in the scratchpad for all tiles of the panel; otherwise each tile loads it again.</param>
/// <param name="DoubleBuffer">Whether the next chunk is loaded between the products of this one; otherwise before them.</param>
/// <param name="SpreadBanks">Whether A and B, and successive chunks of each, go to scratchpad banks of their own; otherwise everything is packed from row 0.</param>
/// <param name="WideLoads">Whether loads move several blocks side by side.</param>
/// <param name="WideStores">Whether stores move several blocks side by side.</param>
/// <param name="PingPong">Whether successive tiles alternate between halves of the accumulator, so that one is stored while the next is computed.</param>
/// <param name="LateLoads">Whether loads of the next chunk wait for the first step of this one, because the array still reads the chunk before when the core begins this one.</param>
/// <param name="ReuseWeights">Whether a block of B stays in the array for all rows of the tile.</param>
public sealed record GemmParameters(
    StationaryOperand Stationary,
    int TileRows,
    int TileColumns,
    int TileDepth,
    bool Resident,
    bool DoubleBuffer,
    bool SpreadBanks,
    bool WideLoads,
    bool WideStores,
    bool PingPong,
    bool LateLoads,
    bool ReuseWeights) : SchedulePoint
{
    /// <summary>The plan in words, for reports.</summary>
    public override string ToString()
    {
        var parts = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"tiles of {TileRows}x{TileColumns} blocks, {TileDepth} deep"),
            Stationary == StationaryOperand.B ? "column panels outside" : "row panels outside",
            (Resident ? "" : "no ") + $"panel of {Stationary} resident",
        };
        if (DoubleBuffer) parts.Add(LateLoads ? "loads double-buffered, a step late" : "loads double-buffered");
        if (SpreadBanks) parts.Add("operands in separate banks");
        if (WideLoads) parts.Add("wide loads");
        if (WideStores) parts.Add("wide stores");
        if (PingPong) parts.Add("accumulator ping-pong");
        if (ReuseWeights) parts.Add("weights reused");
        return string.Join(", ", parts);
    }
}
