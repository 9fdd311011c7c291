namespace Autocomp.Emulator.Timing;

/// <summary>A loaded row on its way into a local memory.</summary>
internal struct WritebackRow
{
    public uint Local;
    public int Units;
    public int CommandId;
    public int PixelRepeats;
    public int Repeats;
    public bool Last;
    public bool IsAccumulator;
    public bool Accumulate;
    public bool AccumulatorWidth;
    public bool Scaled;
}
