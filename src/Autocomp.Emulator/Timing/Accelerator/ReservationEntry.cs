namespace Autocomp.Emulator.Timing;

/// <summary>One entry of the reservation station.</summary>
internal struct ReservationEntry
{
    public AcceleratorCommand Command;
    public RowRange A;
    public RowRange B;
    public uint Waits;
    public long FreedAt;
    public bool Valid;
    public bool Issued;
    public bool AIsResult;
    public bool IsConfig;
}
