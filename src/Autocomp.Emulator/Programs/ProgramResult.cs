using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>What a whole program did.</summary>
/// <param name="ExitCode">The code that the program gave; null when it did not end by itself.</param>
/// <param name="Fault">What ended it instead.</param>
/// <param name="Noticed">Under the permissive policy: each distinct fault once, in order.</param>
/// <param name="NoticedMore">Whether there were more than those.</param>
/// <param name="Instructions">Retired core instructions.</param>
/// <param name="Commands">Accelerator commands executed.</param>
/// <param name="Macs">Multiply-accumulates of the array on valid rows and columns.</param>
/// <param name="CycleReads">Values that the program read from the cycle counter, the first 10,000 in order.</param>
/// <param name="Profile">Cycles of the whole run; null when not timed.</param>
/// <param name="Functions">The same by function, the most expensive first; empty when not timed.</param>
public sealed record ProgramResult(
    ulong? ExitCode,
    Fault? Fault,
    ImmutableArray<Fault> Noticed,
    bool NoticedMore,
    long Instructions,
    long Commands,
    long Macs,
    ImmutableArray<ulong> CycleReads,
    KernelProfile? Profile,
    ImmutableArray<FunctionProfile> Functions);
