namespace Autocomp.Emulator.Timing;

/// <summary>Sees what the reservation station does; for comparison with RTL event logs.</summary>
internal interface IStationObserver
{
    /// <summary>A command entered.</summary>
    void Allocated(int entry, int kind, in AcceleratorCommand command, long cycle);

    /// <summary>An entry left for its controller.</summary>
    void Issued(int entry, long cycle);

    /// <summary>An entry was freed.</summary>
    void Completed(int entry, long cycle);
}
