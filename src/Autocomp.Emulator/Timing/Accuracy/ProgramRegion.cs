using System.Collections.Immutable;

namespace Autocomp.Emulator.Timing;

/// <summary>Code between two cycle reads.</summary>
/// <param name="Name">Label.</param>
/// <param name="Start">Address of the first read.</param>
/// <param name="End">Address of the second.</param>
/// <param name="Cycles">Measured, one a repetition.</param>
internal sealed record ProgramRegion(string Name, ulong Start, ulong End, ImmutableArray<long> Cycles);
