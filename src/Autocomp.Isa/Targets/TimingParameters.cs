namespace Autocomp.Isa;

/// <summary>Everything that decides cycles and nothing else. Each parameter states its unit and its source.</summary>
public sealed record TimingParameters
{
    /// <summary>Extra cycles of the memory behind the L2. Default 55: there the RTL reproduces most published FPGA runs within 1 % (reference baselines).</summary>
    public int MemoryExtraLatency { get; init; } = 55;

    /// <summary>Load entries of the reservation station. Source: Gemmini configuration.</summary>
    public int ReservationLoadEntries { get; init; } = 8;

    /// <summary>Execute entries of the reservation station. Source: Gemmini configuration.</summary>
    public int ReservationExecuteEntries { get; init; } = 16;

    /// <summary>Store entries of the reservation station. Source: Gemmini configuration.</summary>
    public int ReservationStoreEntries { get; init; } = 4;
}
