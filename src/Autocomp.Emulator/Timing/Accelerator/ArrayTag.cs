namespace Autocomp.Emulator.Timing;

/// <summary>What an operation in the array will write, kept until its result has left.</summary>
internal struct ArrayTag
{
    public uint Address;
    public int Entry;
    public int Rows;
    public int Id;
    public bool IsGarbage;
}
