namespace Autocomp.Emulator;

/// <summary>What a unit did for a while. Slices of one track don't overlap and come in order.</summary>
/// <param name="Track">The unit: <c>core</c>, <c>array</c>, <c>loads</c>, <c>stores</c>.</param>
/// <param name="Name">A cause on the track of the array, a command on those of loads and stores, what the core waits for on its own.</param>
/// <param name="Start">First cycle, from the begin of the run.</param>
/// <param name="End">Cycle behind the last.</param>
/// <param name="Line">The schedule line that stands for it, when known.</param>
public sealed record TimelineSlice(string Track, string Name, long Start, long End, SourceLine? Line);
