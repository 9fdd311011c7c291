namespace Autocomp.Emulator;

/// <summary>How one kernel call is run.</summary>
public sealed record KernelRunOptions
{
    /// <summary>Strictness of the machine. Default <see cref="Policy.Strict"/>.</summary>
    public Policy Policy { get; init; } = Policy.Strict;

    /// <summary>Whether cycles and a profile are produced. Default false.</summary>
    public bool Timed { get; init; }

    /// <summary>Asks for a timeline of the timed run in its profile. Default null: none.</summary>
    public TimelineOptions? Timeline { get; init; }

    /// <summary>Caches before a timed run.</summary>
    public MemoryState MemoryState { get; init; } = MemoryState.Steady;

    /// <summary>Seed of the tensors' addresses and layout; null for the canonical addresses of the timing protocol (64-byte aligned, parameter order, fixed gaps).</summary>
    public ulong? LayoutSeed { get; init; }

    /// <summary>Seed of the poison pattern that unwritten memory, local rows and registers hold.</summary>
    public ulong PoisonSeed { get; init; } = 1;

    /// <summary>Accelerator commands have no effect and outputs stay as they were (to show that a schedule uses it).</summary>
    public bool AcceleratorDisabled { get; init; }

    /// <summary>Follows the commands of the call that counts, without its rehearsal; null for nobody.</summary>
    public ICommandObserver? Observer { get; init; }

    /// <summary>Most instructions of one call.</summary>
    public long MaxInstructions { get; init; } = 2_000_000_000;

    /// <summary>Most cycles of a timed run, the one that warms the caches included; 0 for no limit. Default 0.</summary>
    public long MaxCycles { get; init; }

    /// <summary>Most host time of one call. Default: no limit.</summary>
    public TimeSpan TimeLimit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Most bytes of memory that code, stack and tensors may touch. Default 2 GiB.</summary>
    public long MaxMemoryBytes { get; init; } = 2L << 30;
}
