namespace Autocomp.Emulator;

/// <summary>Cycles in which the array could not read a scratchpad bank because of another command.</summary>
/// <param name="Line">The line of the command that waited; null when the object has no line for it.</param>
/// <param name="Other">The line of the command that wrote the bank, or read another operand from it.</param>
/// <param name="Cycles">Cycles.</param>
public sealed record BankConflict(SourceLine? Line, SourceLine Other, long Cycles);
