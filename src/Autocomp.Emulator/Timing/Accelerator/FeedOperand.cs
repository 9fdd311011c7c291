namespace Autocomp.Emulator.Timing;

/// <summary>One of the three operands while its rows are read.</summary>
internal struct FeedOperand
{
    public uint Address;
    public int Rows;
    public int Counter;
    public int Next;
    public bool IsGarbage;
    public bool Starts;
    public bool Started;
}
