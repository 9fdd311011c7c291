namespace Autocomp.Emulator.Timing;

/// <summary>One row that the load controller asks for.</summary>
internal struct LoadRow
{
    public ulong Address;
    public uint Local;
    public int Columns;
    public int Repeats;
    public int PixelRepeats;
    public int BlockStride;
    public int CommandId;
    public bool AccumulatorWidth;
    public bool Scaled;
}
