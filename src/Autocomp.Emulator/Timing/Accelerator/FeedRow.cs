namespace Autocomp.Emulator.Timing;

/// <summary>Operands read in one cycle, on their way from the scratchpad to the array.</summary>
internal struct FeedRow
{
    public ArrayTag Tag;
    public long Ready;
    public int TotalRows;
    public bool A;
    public bool B;
    public bool D;
    public bool IsFirst;
    public bool OutputStationary;
}
