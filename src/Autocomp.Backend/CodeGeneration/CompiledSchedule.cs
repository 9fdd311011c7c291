using System.Collections.Immutable;

namespace Autocomp.Backend.CodeGeneration;

/// <summary>A schedule as machine code: the object that ships is the object that was measured.</summary>
/// <param name="Elf">A relocatable RV64 ELF object with a line table.</param>
/// <param name="Symbol">The function in it.</param>
/// <param name="Assembly">The listing of the same code, with accelerator commands named.</param>
public sealed record CompiledSchedule(ImmutableArray<byte> Elf, string Symbol, string Assembly);
