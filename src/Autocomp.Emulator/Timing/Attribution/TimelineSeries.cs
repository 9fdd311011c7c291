using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>A quantity over time, one value for each part of the run.</summary>
/// <param name="Group">
/// <c>cycles</c>: cycles of the part that belong to the cause <paramref name="Name"/>; over all causes they fill the part.
/// <c>busy</c>: cycles of the part in which the unit <paramref name="Name"/> was busy.
/// <c>bytes</c>: bytes that the accelerator asked of memory, <c>read</c> or <c>written</c>.
/// <c>scratchpad rows</c>, <c>accumulator rows</c>: rows of the bank <paramref name="Name"/> that hold data which is still read, as they stand at the part's end.
/// </param>
/// <param name="Name">Which one of the group.</param>
/// <param name="Values">One value a part, in order.</param>
public sealed record TimelineSeries(string Group, string Name, ImmutableArray<long> Values);
