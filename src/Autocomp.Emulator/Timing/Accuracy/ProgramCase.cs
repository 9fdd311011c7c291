using System.Collections.Immutable;

namespace Autocomp.Emulator.Timing;

/// <summary>A program with its measured regions.</summary>
/// <param name="Id">Unique name.</param>
/// <param name="Family">What it tests.</param>
/// <param name="ExtraLatency">Cycles added to the memory behind the L2.</param>
/// <param name="Entry">Where it starts.</param>
/// <param name="End">Where it stays when done.</param>
/// <param name="Segments">What is loaded.</param>
/// <param name="Regions">Timed regions, in the order in which a repetition runs them.</param>
/// <param name="Reads">Addresses of the cycle reads, in order.</param>
/// <param name="Workload">What is computed, when several programs compute the same; null otherwise.</param>
internal sealed record ProgramCase(
    string Id,
    string Family,
    int ExtraLatency,
    ulong Entry,
    ulong End,
    ImmutableArray<(ulong Address, long Size, byte[] Bytes)> Segments,
    ImmutableArray<ProgramRegion> Regions,
    ImmutableArray<ulong> Reads,
    string? Workload);
