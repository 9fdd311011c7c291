namespace Autocomp.Emulator;

/// <summary>How a machine runs.</summary>
public sealed record RunOptions
{
    /// <summary>The run ends when the program counter gets here and nothing is mapped there. Default: nowhere.</summary>
    public ulong StopAddress { get; init; } = ulong.MaxValue;

    /// <summary>Whether the timing model is fed and <c>rdcycle</c> reads it; otherwise it reads the retired instructions. Default false.</summary>
    public bool Timed { get; init; }

    /// <summary>Accelerator commands have no effect. Default false.</summary>
    public bool AcceleratorDisabled { get; init; }

    /// <summary>Most instructions. Default 10,000,000,000.</summary>
    public long MaxInstructions { get; init; } = 10_000_000_000;

    /// <summary>Most cycles of a timed run, looked at now and then; 0 for no limit. Default 0.</summary>
    public long MaxCycles { get; init; }

    /// <summary>Most host time, looked at every few milliseconds. Default: no limit.</summary>
    public TimeSpan TimeLimit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Called with every value that the guest reads from the cycle counter.</summary>
    public Action<ulong>? CycleRead { get; init; }
}
