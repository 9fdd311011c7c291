using System.Collections.Immutable;

namespace Autocomp.Emulator.Timing;

/// <summary>A command trace with its measured runs.</summary>
/// <param name="Id">Unique name.</param>
/// <param name="Family">What it tests.</param>
/// <param name="Records">Commands, fences and delays in order.</param>
/// <param name="Runs">Measurements.</param>
/// <param name="Workload">What is computed, when several cases compute the same; null otherwise.</param>
internal sealed record TraceCase(string Id, string Family, ImmutableArray<TraceRecord> Records, ImmutableArray<TraceRun> Runs, string? Workload);
