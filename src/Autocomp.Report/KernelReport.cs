using System.Collections.Immutable;
using Autocomp.Isa;

namespace Autocomp.Report;

/// <summary>What the page shows about one kernel.</summary>
public sealed record KernelReport
{
    /// <summary>Name with sizes, for example <c>Sample.Layers.Dense(k=64, m=64, n=10)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>C symbol, unique in the project.</summary>
    public required string Symbol { get; init; }

    /// <summary>The machine.</summary>
    public required TargetDescription Target { get; init; }

    /// <summary>What the loops were recognised as, or why they stay on the core.</summary>
    public string Remark { get; init; } = "";

    /// <summary>Where the schedule comes from: <c>valid</c>, <c>old</c>, <c>edited</c>, <c>searched</c> or <c>start</c>.</summary>
    public string Entry { get; init; } = "";

    /// <summary>Who wrote it.</summary>
    public string Provenance { get; init; } = "";

    /// <summary><c>proved</c> or <c>tested</c>.</summary>
    public string Verified { get; init; } = "";

    /// <summary>Multiply-accumulates of the kernel; 0 when not known.</summary>
    public long Macs { get; init; }

    /// <summary>Cycles that the array alone needs; 0 when not known.</summary>
    public long IdealCycles { get; init; }

    /// <summary>What <see cref="Start"/> is, as it reads behind "over".</summary>
    public string StartName { get; init; } = "the starting schedule";

    /// <summary>The schedule that speedups are stated over.</summary>
    public required ScheduleReport Start { get; init; }

    /// <summary>The chosen schedule.</summary>
    public required ScheduleReport Best { get; init; }

    /// <summary>Whether the chosen schedule gives the accelerator nothing to do: no load, no store, no product.</summary>
    public bool RunsOnCore => Best.Profile is { ExecuteBusy: 0, LoadBusy: 0, StoreBusy: 0, BytesRead: 0, BytesWritten: 0, ScratchpadRowsUsed: 0, AccumulatorRowsUsed: 0 };

    /// <summary>The search that found it, in order of id; empty when no record is there.</summary>
    public ImmutableArray<CandidateReport> Search { get; init; } = [];

    /// <summary>What was checked, a sentence each.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];
}
