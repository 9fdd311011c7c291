namespace Autocomp.Emulator;

/// <summary>One relocation with its addend.</summary>
/// <param name="Offset">Where in the section.</param>
/// <param name="Type">What to do.</param>
/// <param name="Symbol">Number of the symbol.</param>
/// <param name="Addend">Added to the symbol's address.</param>
internal readonly record struct Relocation(ulong Offset, RelocationType Type, uint Symbol, long Addend);
