namespace Autocomp.Emulator;

/// <summary>A line of schedule source, from the object's DWARF line table.</summary>
/// <param name="File">Path as recorded, relative to the project.</param>
/// <param name="Line">One-based line.</param>
public readonly record struct SourceLine(string File, int Line);
