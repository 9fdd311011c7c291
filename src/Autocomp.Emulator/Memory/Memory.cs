namespace Autocomp.Emulator;

/// <summary>The guest's main memory: sparse, in 4 KiB pages, with byte-exact regions, guard space between them, and poison.</summary>
/// <remarks>
/// The fast path of the core is one look-up: <see cref="Readable"/> and <see cref="Writable"/> hold, for each page, what to add to a guest address
/// to get the host address, or 0 when something must be looked at first (page not touched yet, region edge, poison, read-only, watched, doorbell).
/// Reset touches only pages that were used.
/// </remarks>
public sealed unsafe partial class Memory : IDisposable
{
    /// <summary>Bytes of one page.</summary>
    public const int PageSize = 1 << PageBits;

    /// <summary>The first address that can never be mapped.</summary>
    public const ulong AddressLimit = 1UL << 32;

    internal const int PageBits = 12;
    internal const uint PageCount = (uint)(AddressLimit >> PageBits);

    private readonly FramePool _frames = new(PageSize);
    private readonly FramePool _bitmaps = new(PageSize / 8);
    private readonly List<int> _touched = [];
    private readonly List<int> _watched = [];
    private readonly PageTables _tables = PageTables.Take();
    private readonly PageState* _states;
    private MemoryRegion[] _regions = [];
    private ulong _poisonSeed;
    private ulong _doorbellAddress;
    private bool _disposed;

    /// <summary>An empty memory.</summary>
    /// <param name="byteLimit">Most bytes of pages that may be touched. Default 2 GiB.</param>
    public Memory(long byteLimit = 2L << 30)
    {
        ByteLimit = byteLimit;
        _states = _tables.States;
        Readable = _tables.Readable;
        Writable = _tables.Writable;
    }

    /// <summary>Most bytes of pages that may be touched; beyond it accesses are refused with <see cref="FaultKind.MemoryLimit"/>.</summary>
    public long ByteLimit { get; set; }

    /// <summary>Bytes of pages touched now.</summary>
    public long BytesInUse => (long)_frames.InUse * PageSize;

    /// <summary>Mapped regions by address.</summary>
    public IReadOnlyList<MemoryRegion> Regions => _regions;

    /// <summary>Judges core accesses to watched pages.</summary>
    public IAccessWatcher? Watcher { get; set; }

    /// <summary>For each page: host minus guest address where plain reads are allowed, else 0.</summary>
    internal nint* Readable { get; }

    /// <summary>For each page: host minus guest address where plain writes are allowed, else 0.</summary>
    internal nint* Writable { get; }

    /// <summary>Maps a region.</summary>
    /// <param name="region">The region; it overlaps no other and ends at or below <see cref="AddressLimit"/>.</param>
    /// <returns>The region.</returns>
    /// <exception cref="ArgumentException">It overlaps another or does not fit.</exception>
    public MemoryRegion Map(MemoryRegion region)
    {
        if (region.Length == 0 || region.Length > AddressLimit || region.Base > AddressLimit - region.Length)
            throw new ArgumentException($"Region '{region.Name}' at 0x{region.Base:x} of {region.Length} bytes does not fit the guest's {AddressLimit >> 30} GiB.", nameof(region));
        foreach (MemoryRegion other in _regions)
        {
            if (region.Base < other.End && other.Base < region.End)
                throw new ArgumentException($"Region '{region.Name}' at 0x{region.Base:x} overlaps '{other.Name}' at 0x{other.Base:x}.", nameof(region));
        }

        // Pages at the edges may be in use by a neighbour: give them up to the new region's content before it is listed.
        _regions = [.. _regions.Append(region).OrderBy(each => each.Base)];
        Reindex();
        FillTouchedEdges(region);
        return region;
    }

    /// <summary>Unmaps everything and forgets watches.</summary>
    /// <param name="poisonSeed">Seed of the pattern that poison shows from now on.</param>
    public void Reset(ulong poisonSeed)
    {
        foreach (int page in _touched) Release(page);
        _touched.Clear();
        _watched.Clear();
        _regions = [];
        _poisonSeed = poisonSeed;
        Doorbell = null;
    }

    /// <summary>The region that holds an address.</summary>
    /// <param name="address">Any address.</param>
    /// <returns>The region, or null in guard space.</returns>
    public MemoryRegion? Find(ulong address)
    {
        int low = 0;
        int high = _regions.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            MemoryRegion region = _regions[middle];
            if (address < region.Base) high = middle - 1;
            else if (address >= region.End) low = middle + 1;
            else return region;
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Reset(0);
        _tables.Give();
        _frames.Dispose();
        _bitmaps.Dispose();
    }
}
