namespace Autocomp.Emulator;

/// <summary>Why a run of a machine ended.</summary>
/// <param name="Stop">The reason.</param>
/// <param name="Fault">The fault, when that was the reason.</param>
/// <param name="ExitCode">What the guest gave as exit code, when it asked to end.</param>
public readonly record struct RunOutcome(StopReason Stop, Fault? Fault = null, ulong ExitCode = 0);

/// <summary>The kinds of ends of a run.</summary>
public enum StopReason
{
    /// <summary>The program counter reached the stop address.</summary>
    Reached,

    /// <summary>A fault.</summary>
    Fault,

    /// <summary>The guest asked to end, with an exit code.</summary>
    Exit,
}
