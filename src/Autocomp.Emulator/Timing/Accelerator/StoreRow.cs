namespace Autocomp.Emulator.Timing;

/// <summary>One row (or pooling element) that the store controller sends out.</summary>
internal struct StoreRow
{
    public ulong Address;
    public uint Local;
    public int Length;
    public int Block;
    public int CommandId;
    public long DataReady;
    public bool IsGarbage;
    public bool EndsRequest;
}
