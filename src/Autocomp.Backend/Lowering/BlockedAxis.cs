using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>A dimension that is taken in blocks of a few tiles, and each block in tiles of the array's size.</summary>
/// <param name="extent">Its size.</param>
/// <param name="tile">Rows and columns of the array.</param>
/// <param name="tilesPerBlock">Most tiles of a block.</param>
/// <param name="start">The variable that holds a block's first index.</param>
/// <param name="size">The variable that holds a block's size where blocks differ.</param>
/// <param name="offset">The variable that holds a tile's first index inside its block.</param>
/// <param name="tileSize">The variable that holds a tile's size where tiles differ.</param>
internal sealed class BlockedAxis(int extent, int tile, int tilesPerBlock, string start, string size, string offset, string tileSize)
{
    /// <summary>Indices that a whole block has: a multiple of the tile, not more tiles than the extent needs.</summary>
    public int Block { get; } = tile * Math.Min(tilesPerBlock, (extent + tile - 1) / tile);

    /// <summary>How many blocks there are.</summary>
    public int Blocks => (extent + Block - 1) / Block;

    /// <summary>Local rows from one row of tiles to the next, where blocks of this axis lie beside each other tile by tile.</summary>
    public int TilesWide => Block / tile;

    /// <summary>The variable that holds a block's first index.</summary>
    public string Start => start;

    /// <summary>The variable that holds a tile's first index inside its block.</summary>
    public string Offset => offset;

    /// <summary>What to write for the size of the current block: a number, or a variable at an edge.</summary>
    public string Size => extent % Block == 0 ? Literal(Block) : extent < Block ? Literal(extent) : size;

    /// <summary>A loop over blocks.</summary>
    /// <param name="text">Takes the lines.</param>
    /// <param name="body">Writes what is done for a block.</param>
    public void Blockwise(ScheduleText text, Action body) => text.Tiles(start, extent, Block, () =>
    {
        text.TileSize(size, start, extent, Block);
        body();
    });

    /// <summary>A loop over the tiles of the current block.</summary>
    /// <param name="text">Takes the lines.</param>
    /// <param name="body">Writes what is done for a tile, given what to write for its size.</param>
    public void Tilewise(ScheduleText text, Action<string> body) =>
        text.Block($"for (int {offset} = 0; {offset} < {Size}; {offset} += {tile})", () =>
        {
            if (extent % tile == 0 || extent < tile)
            {
                body(Literal(Math.Min(tile, extent)));
                return;
            }

            text.Line($"int {tileSize} = Math.Min({tile}, {Size} - {offset});");
            body(tileSize);
        });
}
