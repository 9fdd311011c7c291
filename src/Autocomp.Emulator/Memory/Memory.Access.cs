namespace Autocomp.Emulator;

// Checked accesses: the core's slow path, the accelerator's rows, and the host's own.
public sealed unsafe partial class Memory
{
    /// <summary>Called with the address after the guest wrote to the page set by <see cref="SetDoorbell"/>.</summary>
    internal Action<ulong>? Doorbell { get; private set; }

    /// <summary>Reads bytes with bounds and poison checks, as a DMA access does.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="destination">Receives the bytes; those outside every region read as zero, poison reads as its pattern.</param>
    /// <returns>Null when all was well, else the kind of fault; <see cref="Explain"/> words it.</returns>
    public FaultKind? TryRead(ulong address, Span<byte> destination)
    {
        // One plain page: the usual row.
        ulong page = address >> PageBits;
        if (page < PageCount && Readable[page] != 0 && (int)(address & (PageSize - 1)) + destination.Length <= PageSize)
        {
            new ReadOnlySpan<byte>((byte*)(Readable[page] + (nint)address), destination.Length).CopyTo(destination);
            return null;
        }

        return ReadSlowly(address, destination);
    }

    /// <summary>Writes bytes with bounds and access checks, as a DMA access does. Nothing is written when it is refused.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="source">The bytes.</param>
    /// <returns>Null when all was well, else the kind of fault; <see cref="Explain"/> words it.</returns>
    public FaultKind? TryWrite(ulong address, ReadOnlySpan<byte> source)
    {
        ulong page = address >> PageBits;
        if (page < PageCount && Writable[page] != 0 && (int)(address & (PageSize - 1)) + source.Length <= PageSize)
        {
            source.CopyTo(new Span<byte>((byte*)(Writable[page] + (nint)address), source.Length));
            return null;
        }

        return WriteSlowly(address, source);
    }

    /// <summary>Writes bytes for the host: bounds count, read-only does not.</summary>
    /// <param name="address">First byte; the range lies in mapped regions.</param>
    /// <param name="source">The bytes.</param>
    public void Initialize(ulong address, ReadOnlySpan<byte> source)
    {
        while (source.Length > 0)
        {
            int offset = (int)(address & (PageSize - 1));
            int length = Math.Min(source.Length, PageSize - offset);
            uint page = PageOf(address);
            if (!Touch(page)) throw new InsufficientMemoryException($"The program or the arguments do not fit: the machine may touch {ByteLimit} bytes at most.");
            source[..length].CopyTo(new Span<byte>(_states[page].Frame + offset, length));
            NoteWrite(page, offset, length);
            address += (ulong)length;
            source = source[length..];
        }
    }

    /// <summary>Reads bytes for the host, whatever they are.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="destination">Receives the bytes; poison reads as its pattern.</param>
    /// <returns>False when some byte was never written.</returns>
    public bool Inspect(ulong address, Span<byte> destination) => ReadSlowly(address, destination) is null;

    /// <summary>Keeps core accesses to a range off the fast path, so that <see cref="Watcher"/> is asked.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="reads">Whether reads are to be judged too (an accelerator write), or only writes (an accelerator read).</param>
    public void Watch(ulong address, int length, bool reads)
    {
        if (length <= 0) return;
        PageMarks marks = reads ? PageMarks.WatchReads | PageMarks.WatchWrites : PageMarks.WatchWrites;
        uint last = PageOf(address + (ulong)length - 1);
        for (uint page = PageOf(address); page <= last; page++)
        {
            PageState* state = _states + page;
            if ((state->Marks & marks) == marks || !Touch(page)) continue;
            if ((state->Marks & (PageMarks.WatchReads | PageMarks.WatchWrites)) == 0) _watched.Add((int)page);
            state->Marks |= marks;
            Refresh(page);
        }
    }

    /// <summary>Forgets all watches: a fence covered every access.</summary>
    public void ClearWatches()
    {
        foreach (int page in _watched)
        {
            _states[page].Marks &= ~(PageMarks.WatchReads | PageMarks.WatchWrites);
            Refresh((uint)page);
        }

        _watched.Clear();
    }

    /// <summary>Has an action called after each guest write to the page of an address.</summary>
    internal void SetDoorbell(ulong address, Action<ulong> ring)
    {
        Doorbell = ring;
        _doorbellAddress = address;
        uint page = PageOf(address);
        if (!Touch(page)) return;
        _states[page].Marks |= PageMarks.Doorbell;
        Refresh(page);
    }

    /// <summary>Says where a refused access went, as the second half of a sentence.</summary>
    /// <param name="kind">What <see cref="TryRead"/> or <see cref="TryWrite"/> returned.</param>
    /// <param name="address">First byte of the access.</param>
    /// <param name="length">Bytes.</param>
    /// <returns>For example <c>12 bytes past the end of 'argument 2' (0x80001000, 640 bytes)</c>.</returns>
    public string Explain(FaultKind kind, ulong address, int length) => RefusalText.Of(this, kind, address, length);

    /// <summary>Whether core accesses of a kind to a page are to be judged.</summary>
    internal bool IsWatched(ulong address, bool write) =>
        address < AddressLimit && (_states[address >> PageBits].Marks & (write ? PageMarks.WatchWrites : PageMarks.WatchReads)) != 0;

    /// <summary>Whether a write would be accepted.</summary>
    internal bool CanWrite(ulong address, int length) => Check(address, length, write: true) is null;

    /// <summary>Writes by the core where nothing but a doorbell keeps the page off the fast path.</summary>
    internal bool TryWriteBesideDoorbell(ulong address, ulong value, int length)
    {
        if (address >= AddressLimit) return false;
        uint page = (uint)(address >> PageBits);
        if ((_states[page].Marks & (PageMarks.Doorbell | PageMarks.WatchWrites)) != PageMarks.Doorbell || Readable[page] == 0) return false;
        if (!_regions[_states[page].WholeRegion - 1].Writable) return false;
        Buffer.MemoryCopy(&value, (void*)(Readable[page] + (nint)address), length, length);
        return true;
    }

    /// <summary>A naturally aligned read of a page that still holds poison and nobody watches: its stack, usually. False when anything else is to be looked at.</summary>
    internal bool TryReadPoisonous(ulong address, int length, out ulong value)
    {
        value = 0;
        PageState* state = PoisonousPage(address, PageMarks.WatchReads);
        if (state == null) return false;
        int offset = (int)(address & (PageSize - 1));
        ulong bytes = ((1UL << length) - 1) << (offset & 63);
        if ((~state->Written[offset >> 6] & bytes) != 0) return false;
        fixed (ulong* at = &value) Buffer.MemoryCopy(state->Frame + offset, at, length, length);
        return true;
    }

    /// <summary>A naturally aligned write to such a page.</summary>
    internal bool TryWritePoisonous(ulong address, ulong value, int length)
    {
        PageState* state = PoisonousPage(address, PageMarks.WatchWrites | PageMarks.Doorbell);
        if (state == null || !_regions[state->WholeRegion - 1].Writable) return false;
        int offset = (int)(address & (PageSize - 1));
        Buffer.MemoryCopy(&value, state->Frame + offset, length, length);
        ulong bytes = ((1UL << length) - 1) << (offset & 63);
        if ((~state->Written[offset >> 6] & bytes) != 0) NoteWrite(PageOf(address), offset, length);
        return true;
    }

    private PageState* PoisonousPage(ulong address, PageMarks unless)
    {
        if (address >= AddressLimit) return null;
        PageState* state = _states + (address >> PageBits);
        return state->Written != null && state->WholeRegion != 0 && (state->Marks & unless) == 0 ? state : null;
    }

    /// <summary>Whether a write might ring, or answer who rang.</summary>
    internal bool IsNearDoorbell(ulong address) => Doorbell is not null && address - _doorbellAddress + 8 < 24;

    internal bool HasDoorbell(ulong address) => address < AddressLimit && (_states[address >> PageBits].Marks & PageMarks.Doorbell) != 0;

    private FaultKind? ReadSlowly(ulong address, Span<byte> destination)
    {
        FaultKind? refusal = null;
        while (destination.Length > 0)
        {
            int offset = (int)(address & (PageSize - 1));
            int length = Math.Min(destination.Length, PageSize - offset);
            FaultKind? part = Check(address, length, write: false);
            if (part is null or FaultKind.PoisonRead) new ReadOnlySpan<byte>(_states[PageOf(address)].Frame + offset, length).CopyTo(destination);
            else destination[..length].Clear();
            refusal ??= part;
            address += (ulong)length;
            destination = destination[length..];
        }

        return refusal;
    }

    private FaultKind? WriteSlowly(ulong address, ReadOnlySpan<byte> source)
    {
        for (int done = 0; done < source.Length;)
        {
            int length = Math.Min(source.Length - done, PageSize - (int)((address + (ulong)done) & (PageSize - 1)));
            if (Check(address + (ulong)done, length, write: true) is { } refusal) return refusal;
            done += length;
        }

        Initialize(address, source);
        return null;
    }

    /// <summary>Judges an access inside one page and brings the page in.</summary>
    private FaultKind? Check(ulong address, int length, bool write)
    {
        if (address >= AddressLimit) return FaultKind.OutOfBounds;
        uint page = PageOf(address);
        PageState* state = _states + page;
        MemoryRegion? region = state->WholeRegion != 0 ? _regions[state->WholeRegion - 1] : Find(address);
        if (region is null || !region.Contains(address, (ulong)length)) return FaultKind.OutOfBounds;
        if (write && !region.Writable) return FaultKind.ReadOnlyWrite;
        if (!Touch(page)) return FaultKind.MemoryLimit;
        return write || IsWritten(state, (int)(address & (PageSize - 1)), length) ? null : FaultKind.PoisonRead;
    }

    private static uint PageOf(ulong address) =>
        address < AddressLimit ? (uint)(address >> PageBits) : throw new ArgumentOutOfRangeException(nameof(address));
}
