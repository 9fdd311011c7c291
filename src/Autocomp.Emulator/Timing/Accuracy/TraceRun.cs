using System.Collections.Immutable;

namespace Autocomp.Emulator.Timing;

/// <summary>One measured run of a command trace on the accelerator alone.</summary>
/// <param name="Latency">Latency setting of the constant-latency memory, in cycles.</param>
/// <param name="Gap">Idle cycles after each accepted command.</param>
/// <param name="Segments">Measured cycles of each fenced segment; null for an empty one.</param>
/// <param name="Total">Measured cycles of the whole trace.</param>
internal sealed record TraceRun(int Latency, int Gap, ImmutableArray<long?> Segments, long Total);
