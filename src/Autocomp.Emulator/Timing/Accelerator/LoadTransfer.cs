namespace Autocomp.Emulator.Timing;

/// <summary>A read request in flight, with what its data is for (XactTracker.scala).</summary>
internal struct LoadTransfer
{
    public LoadRow Row;
    public uint Local;
    public int Shift;
    public int RowOffset;
    public int Bytes;
    public int Size;
}
