namespace Autocomp.Emulator;

/// <summary>One fault: what, where, and on whose account.</summary>
/// <param name="Kind">The class of the fault.</param>
/// <param name="Message">A sentence that says what was wrong and what to do; it names command, address and the second party of a race.</param>
/// <param name="ProgramCounter">Address of the instruction that faulted.</param>
/// <param name="Address">Main-memory address or local address concerned, if any.</param>
/// <param name="Command">The accelerator command in assembly notation, if any.</param>
/// <param name="Line">The source line of the instruction by the object's line table, if it has one.</param>
public sealed record Fault(
    FaultKind Kind,
    string Message,
    ulong ProgramCounter,
    ulong? Address = null,
    string? Command = null,
    SourceLine? Line = null);
