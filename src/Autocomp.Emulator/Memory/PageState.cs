namespace Autocomp.Emulator;

/// <summary>What the slow path knows of one guest page. All zero: never touched.</summary>
internal unsafe struct PageState
{
    /// <summary>The host memory behind the page; null until first touched.</summary>
    public byte* Frame;

    /// <summary>One bit for each byte, set once written; null when every byte is readable.</summary>
    public ulong* Written;

    /// <summary>Bytes of poison left.</summary>
    public int Unwritten;

    /// <summary>Index of the only region that covers the whole page, plus one; 0 when there is none such.</summary>
    public int WholeRegion;

    /// <summary>Marks that keep accesses off the fast path.</summary>
    public PageMarks Marks;
}

/// <summary>Why a page's accesses take the slow path.</summary>
[Flags]
internal enum PageMarks
{
    None = 0,

    /// <summary>Core writes are to be judged by the watcher.</summary>
    WatchWrites = 1,

    /// <summary>Core reads are to be judged by the watcher.</summary>
    WatchReads = 2,

    /// <summary>A write may ring the doorbell.</summary>
    Doorbell = 4,

    /// <summary>The page is in the list of touched pages.</summary>
    Listed = 8,
}
