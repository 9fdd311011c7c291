namespace Autocomp.Emulator;

/// <summary>What one kernel call did. Output bytes are in the tensor arguments.</summary>
/// <param name="Fault">Null when the kernel returned normally.</param>
/// <param name="Instructions">Retired core instructions.</param>
/// <param name="Commands">Accelerator commands executed.</param>
/// <param name="Macs">Multiply-accumulates that the array did on valid rows and columns.</param>
/// <param name="Profile">Cycles and where they went; null when not timed.</param>
public sealed record KernelRunResult(
    Fault? Fault,
    long Instructions,
    long Commands,
    long Macs,
    KernelProfile? Profile);
