using Autocomp.Emulator;

namespace Autocomp.Runtime;

/// <summary>What one call of a built kernel did on the emulated accelerator.</summary>
/// <param name="Symbol">The C symbol that ran, which names the specialisation.</param>
/// <param name="Cycles">Cycles from the kernel's first instruction to its return with the accelerator drained.</param>
/// <param name="ShareOfPeak">Cycles at the array's peak rate divided by <paramref name="Cycles"/>, 0 to 1; null for a kernel that has no such bound.</param>
/// <param name="Profile">Where the cycles went.</param>
/// <param name="Instructions">Instructions that the host core retired.</param>
/// <param name="Commands">Accelerator commands executed.</param>
public sealed record KernelRun(
    string Symbol,
    long Cycles,
    double? ShareOfPeak,
    KernelProfile Profile,
    long Instructions,
    long Commands);
