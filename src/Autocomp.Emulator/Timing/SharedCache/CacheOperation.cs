namespace Autocomp.Emulator.Timing;

/// <summary>What a client of the shared cache asks for, in the terms of TileLink.</summary>
internal enum CacheOperation : byte
{
    /// <summary>Bytes of a line, uncached.</summary>
    Get,

    /// <summary>Bytes of a line are overwritten.</summary>
    PutFull,

    /// <summary>Bytes of a line are overwritten under a mask: the line is read as well.</summary>
    PutPartial,

    /// <summary>The core wants a line to read.</summary>
    AcquireShared,

    /// <summary>The core wants a line to modify.</summary>
    AcquireOwned,

    /// <summary>The core has a line to read and wants to modify it.</summary>
    Upgrade,

    /// <summary>The core writes a modified line back.</summary>
    Release,
}
