namespace Autocomp.Emulator;

/// <summary>One instruction of a disassembly.</summary>
/// <param name="Function">The function that it lies in, or null.</param>
/// <param name="Address">Its address; in an object, from the start of the code.</param>
/// <param name="Raw">Its bits.</param>
/// <param name="Length">Bytes: 2 or 4.</param>
/// <param name="Text">As assembly; commands of the accelerator by name.</param>
/// <param name="Command">A command with its operands in words, where the code before it settles them; otherwise null.</param>
/// <param name="Source">Its line, or null without debug information.</param>
public sealed record ListedInstruction(string? Function, ulong Address, uint Raw, int Length, string Text, string? Command, SourceLine? Source);
