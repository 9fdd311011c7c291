namespace Autocomp.Isa;

/// <summary>A command as the core issues it.</summary>
/// <param name="Funct7">The instruction's funct7.</param>
/// <param name="Rs1">First operand.</param>
/// <param name="Rs2">Second operand.</param>
public readonly record struct EncodedCommand(int Funct7, ulong Rs1, ulong Rs2);
