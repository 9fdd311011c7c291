namespace Autocomp.Isa;

/// <summary>Everything that decides cycles and nothing else. Each parameter states its unit and its source.</summary>
/// <remarks>Source "RTL" means the generator's default configuration of 2023 (GemminiConfigs.scala, Configs.scala) or the module named.</remarks>
public sealed record TimingParameters
{
    /// <summary>Extra cycles of the memory behind the L2. Default 55: there the RTL reproduces most published FPGA runs within 1 % (reference baselines).</summary>
    public int MemoryExtraLatency { get; init; } = 55;

    /// <summary>Load entries of the reservation station. Source: RTL.</summary>
    public int ReservationLoadEntries { get; init; } = 8;

    /// <summary>Execute entries of the reservation station. Source: RTL.</summary>
    public int ReservationExecuteEntries { get; init; } = 16;

    /// <summary>Store entries of the reservation station. Source: RTL.</summary>
    public int ReservationStoreEntries { get; init; } = 4;

    /// <summary>Commands held by the load controller's queue. Source: RTL.</summary>
    public int LoadQueueEntries { get; init; } = 8;

    /// <summary>Commands held by the store controller's queue. Source: RTL.</summary>
    public int StoreQueueEntries { get; init; } = 2;

    /// <summary>Commands held by the execute controller's queue. Source: RTL.</summary>
    public int ExecuteQueueEntries { get; init; } = 8;

    /// <summary>Memory requests in flight in each direction; also decides the commands in flight of a controller (this / array size + 1). Source: RTL.</summary>
    public int MaxRequestsInFlight { get; init; } = 16;

    /// <summary>Largest memory request in bytes. Source: RTL.</summary>
    public int DmaMaxBytes { get; init; } = 64;

    /// <summary>Bytes of one beat on the accelerator's memory port. Source: RTL.</summary>
    public int DmaBeatBytes { get; init; } = 16;

    /// <summary>Cycles of the pipe behind a scratchpad read. Source: RTL.</summary>
    public int ScratchpadReadDelay { get; init; } = 4;

    /// <summary>Cycles of an accumulating write. Source: RTL.</summary>
    public int AccumulatorLatency { get; init; } = 2;

    /// <summary>Cycles of the scaling pipe between accumulator and store path. Source: RTL.</summary>
    public int AccumulatorScaleLatency { get; init; } = 8;

    /// <summary>Multipliers that scale loaded rows; -1: one per column, pipelined. Source: RTL.</summary>
    public int LoadScaleUnits { get; init; } = 4;

    /// <summary>Cycles of one such multiplier. Source: RTL.</summary>
    public int LoadScaleLatency { get; init; } = 4;

    /// <summary>Extra registers behind each tile of the array. Source: RTL.</summary>
    public int TileLatency { get; init; }

    /// <summary>Registers behind the last row of the array. Source: RTL.</summary>
    public int MeshOutputDelay { get; init; } = 1;

    /// <summary>Sets of the shared cache, 64-byte lines. Source: 512 KiB inclusive cache, 8 ways.</summary>
    public int SharedCacheSets { get; init; } = 1024;

    /// <summary>Ways of the shared cache. Source: as above.</summary>
    public int SharedCacheWays { get; init; } = 8;

    /// <summary>Transaction registers of the shared cache for requests: a set in use holds one. Source: InclusiveCacheParameters.out_mshrs at 40 memory cycles and 4 beats a line.</summary>
    public int SharedCacheTransactions { get; init; } = 10;

    /// <summary>Cycles that a data miss loses more when it has to write a modified line back first. Source: DCache.scala; reference retire traces.</summary>
    public int DirtyEvictionCycles { get; init; } = 12;
}
