namespace Autocomp.Emulator;

/// <summary>Words for refused memory accesses.</summary>
internal static class RefusalText
{
    /// <summary>Where an access went, as the second half of a sentence.</summary>
    public static string Of(Memory memory, FaultKind kind, ulong address, int length)
    {
        MemoryRegion? region = memory.Find(address);
        return kind switch
        {
            FaultKind.ReadOnlyWrite => $"'{region?.Name}' is read-only (0x{region?.Base:x}, {region?.Length} bytes)",
            FaultKind.PoisonRead => $"nothing has written {(length == 1 ? "that byte" : "all of those bytes")} of '{region?.Name}' before (offset {address - region?.Base})",
            FaultKind.MemoryLimit => $"the machine may touch {memory.ByteLimit} bytes at most",
            _ when region is not null => $"the last {address + (ulong)length - region.End} of {length} bytes are past the end of '{region.Name}' (0x{region.Base:x}, {region.Length} bytes)",
            _ => Nearest(memory, address, length),
        };
    }

    private static string Nearest(Memory memory, ulong address, int length)
    {
        MemoryRegion? below = memory.Regions.LastOrDefault(region => region.End <= address);
        MemoryRegion? above = memory.Regions.FirstOrDefault(region => region.Base > address);
        ulong past = below is null ? ulong.MaxValue : address - below.End;
        ulong before = above is null ? ulong.MaxValue : above.Base - address;
        if (below is null && above is null) return "nothing is mapped";
        if (past <= before) return $"{past} bytes past the end of '{below!.Name}' (0x{below.Base:x}, {below.Length} bytes)";
        return $"{before} bytes before '{above!.Name}' (0x{above.Base:x}, {above.Length} bytes)" + (before < (ulong)length ? ", reaching into it" : "");
    }
}
