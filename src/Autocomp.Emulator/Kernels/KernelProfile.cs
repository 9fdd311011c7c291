using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>Where the cycles of a timed run went.</summary>
/// <param name="Cycles">From the kernel's first instruction to its return with the accelerator drained.</param>
/// <param name="Causes">Every cycle under exactly one cause; the counts sum to <see cref="Cycles"/>.</param>
/// <param name="Lines">Cycles and instructions by schedule line, in line order.</param>
/// <param name="ExecuteBusy">Cycles in which the array was fed.</param>
/// <param name="LoadBusy">Cycles in which the load controller was busy.</param>
/// <param name="StoreBusy">Cycles in which the store controller was busy.</param>
/// <param name="BytesRead">Bytes that DMA read from main memory.</param>
/// <param name="BytesWritten">Bytes that DMA wrote to main memory.</param>
/// <param name="ScratchpadRowsUsed">Scratchpad rows written at least once.</param>
/// <param name="AccumulatorRowsUsed">Accumulator rows written at least once.</param>
public sealed record KernelProfile(
    long Cycles,
    ImmutableSortedDictionary<string, long> Causes,
    ImmutableArray<LineProfile> Lines,
    long ExecuteBusy,
    long LoadBusy,
    long StoreBusy,
    long BytesRead,
    long BytesWritten,
    int ScratchpadRowsUsed,
    int AccumulatorRowsUsed)
{
    /// <summary>The causes by schedule line; the counts sum to <see cref="Cycles"/>. Empty when not known.</summary>
    public ImmutableArray<LineCause> LineCauses { get; init; } = [];

    /// <summary>Cycles before the first in which the array worked on a compute; all of them when it never did.</summary>
    public long BeforeFirstCompute { get; init; }

    /// <summary>Cycles behind the last in which the array worked on a compute.</summary>
    public long AfterLastCompute { get; init; }

    /// <summary>Who was in the way of whom in the scratchpad's banks, the most cycles first; those whose other side is not known are left out.</summary>
    public ImmutableArray<BankConflict> BankConflicts { get; init; } = [];

    /// <summary>The run over time; null when it was not asked for.</summary>
    public RunTimeline? Timeline { get; init; }
}
