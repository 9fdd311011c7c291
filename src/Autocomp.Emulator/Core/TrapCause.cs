namespace Autocomp.Emulator;

/// <summary>Synchronous exceptions by their <c>mcause</c> codes. Source: RISC-V ISA manual, volume II.</summary>
internal enum TrapCause
{
    FetchMisaligned = 0,
    FetchAccess = 1,
    IllegalInstruction = 2,
    Breakpoint = 3,
    LoadMisaligned = 4,
    LoadAccess = 5,
    StoreMisaligned = 6,
    StoreAccess = 7,
    MachineCall = 11,
}
