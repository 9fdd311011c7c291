using System.Runtime.InteropServices;

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
    public const ulong AddressLimit = 1UL << 33;

    internal const int PageBits = 12;
    internal const uint PageCount = (uint)(AddressLimit >> PageBits);

    private readonly FramePool _frames = new(PageSize);
    private readonly FramePool _bitmaps = new(PageSize / 8);
    private readonly List<int> _touched = [];
    private readonly List<int> _watched = [];
    private readonly PageState* _states = (PageState*)NativeMemory.AllocZeroed(PageCount, (nuint)sizeof(PageState));
    private MemoryRegion[] _regions = [];
    private ulong _poisonSeed;
    private ulong _doorbellAddress;

    /// <summary>An empty memory.</summary>
    /// <param name="byteLimit">Most bytes of pages that may be touched. Default 2 GiB.</param>
    public Memory(long byteLimit = 2L << 30) => ByteLimit = byteLimit;

    /// <summary>Frees the pages of a memory that was never disposed.</summary>
    ~Memory() => Free();

    /// <summary>Most bytes of pages that may be touched; beyond it accesses are refused with <see cref="FaultKind.MemoryLimit"/>.</summary>
    public long ByteLimit { get; set; }

    /// <summary>Bytes of pages touched now.</summary>
    public long BytesInUse => (long)_frames.InUse * PageSize;

    /// <summary>Mapped regions by address.</summary>
    public IReadOnlyList<MemoryRegion> Regions => _regions;

    /// <summary>Judges core accesses to watched pages.</summary>
    public IAccessWatcher? Watcher { get; set; }

    /// <summary>For each page: host minus guest address where plain reads are allowed, else 0.</summary>
    internal nint* Readable { get; } = (nint*)NativeMemory.AllocZeroed(PageCount, (nuint)sizeof(nint));

    /// <summary>For each page: host minus guest address where plain writes are allowed, else 0.</summary>
    internal nint* Writable { get; } = (nint*)NativeMemory.AllocZeroed(PageCount, (nuint)sizeof(nint));

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

    /// <summary>Removes a region and gives up what it held.</summary>
    /// <param name="region">A mapped region.</param>
    public void Unmap(MemoryRegion region)
    {
        _regions = [.. _regions.Where(each => each != region)];
        for (int i = _touched.Count - 1; i >= 0; i--)
        {
            int page = _touched[i];
            ulong start = (ulong)page << PageBits;
            if (start >= region.End || start + PageSize <= region.Base) continue;
            if (_regions.Any(other => other.Base < start + PageSize && start < other.End)) continue;
            Release(page);
            _touched.RemoveAt(i);
        }

        Reindex();
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
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        _frames.Dispose();
        _bitmaps.Dispose();
        NativeMemory.Free(_states);
        NativeMemory.Free(Readable);
        NativeMemory.Free(Writable);
    }
}
