using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>A timed run over time.</summary>
/// <param name="Cycles">Cycles of the run.</param>
/// <param name="PartCycles">Cycles of one part of the series; the last part can be shorter.</param>
/// <param name="Series">Quantities over time.</param>
/// <param name="Slices">What each unit did, by begin.</param>
/// <param name="SlicesCut">Whether later slices were left out.</param>
public sealed record RunTimeline(long Cycles, long PartCycles, ImmutableArray<TimelineSeries> Series, ImmutableArray<TimelineSlice> Slices, bool SlicesCut);
