namespace Autocomp.Emulator;

/// <summary>How a whole program is run.</summary>
public sealed record ProgramOptions
{
    /// <summary>Strictness of the machine. Default <see cref="Policy.Permissive"/>: other people's programs.</summary>
    public Policy Policy { get; init; } = Policy.Permissive;

    /// <summary>Whether cycles and a profile are produced; otherwise the cycle counter reads retired instructions. Default false.</summary>
    public bool Timed { get; init; }

    /// <summary>Asks for a timeline of the timed run in its profile. Default null: none.</summary>
    public TimelineOptions? Timeline { get; init; }

    /// <summary>Most instructions. Default 100,000,000,000.</summary>
    public long MaxInstructions { get; init; } = 100_000_000_000;

    /// <summary>Most bytes of memory that the program may touch. Default 2 GiB.</summary>
    public long MaxMemoryBytes { get; init; } = 2L << 30;

    /// <summary>Most host time. Default: no limit.</summary>
    public TimeSpan TimeLimit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Tells the host's time, for <see cref="TimeLimit"/> only. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Receives what the program prints. Default: nowhere.</summary>
    public TextWriter Console { get; init; } = TextWriter.Null;

    /// <summary>Seed of the poison pattern under <see cref="Policy.Strict"/>. Default 1.</summary>
    public ulong PoisonSeed { get; init; } = 1;
}
