using Autocomp.Emulator;

namespace Autocomp.Report;

/// <summary>One schedule with its measured run.</summary>
/// <param name="Text">The schedule as C#, as printed from its tree.</param>
/// <param name="Cycles">Cycles of the timed run.</param>
/// <param name="Profile">Where they went; null when it was not kept.</param>
public sealed record ScheduleReport(string Text, long Cycles, KernelProfile? Profile);
