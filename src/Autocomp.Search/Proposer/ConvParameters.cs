using System.Globalization;

namespace Autocomp.Search.Proposer;

/// <summary>One point of the space of convolution schedules.</summary>
/// <param name="PanelBlocks">Blocks of output channels whose weights lie in the scratchpad together, for all kernel positions and input channels.</param>
/// <param name="TileRows">Output rows of one tile; all columns belong to it.</param>
/// <param name="TileImages">Images of one tile; more than one only when a tile has all rows.</param>
/// <param name="DoubleBuffer">Whether the next tile's input and the next panel's weights are loaded between the products of this one; otherwise before them.</param>
/// <param name="PingPong">Whether successive blocks of output channels alternate between halves of the accumulator, so that one is stored while the next is computed.</param>
/// <param name="SpreadBanks">Whether weights and the two inputs begin in scratchpad banks of their own.</param>
public sealed record ConvParameters(int PanelBlocks, int TileRows, int TileImages, bool DoubleBuffer, bool PingPong, bool SpreadBanks) : SchedulePoint
{
    /// <summary>The plan in words, for reports.</summary>
    public override string ToString()
    {
        var parts = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"tiles of {TileRows} rows"),
            string.Create(CultureInfo.InvariantCulture, $"weights of {PanelBlocks} blocks of channels resident"),
        };
        if (TileImages > 1) parts[0] += string.Create(CultureInfo.InvariantCulture, $" of {TileImages} images");
        if (DoubleBuffer) parts.Add("loads double-buffered");
        if (PingPong) parts.Add("accumulator ping-pong");
        if (SpreadBanks) parts.Add("operands in separate banks");
        return string.Join(", ", parts);
    }
}
