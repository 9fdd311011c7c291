namespace Autocomp.Emulator.Timing;

/// <summary>States of the execute controller.</summary>
internal enum ExecuteState
{
    Waiting,
    Preload,
    Overlapped,
    Compute,
    Flush,
    Flushing,
}
