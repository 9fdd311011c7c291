using System.Runtime.InteropServices;

namespace Autocomp.Emulator;

/// <summary>A set of main-memory bytes: one bit a byte, in pages that are cleared when used.</summary>
internal sealed unsafe class ByteSet : IDisposable
{
    private readonly ulong** _pages = (ulong**)NativeMemory.AllocZeroed(Memory.PageCount, (nuint)sizeof(ulong*));
    private readonly List<int> _used = [];
    private readonly FramePool _pool = new(Memory.PageSize / 8);

    ~ByteSet() => Free();

    public bool IsEmpty => _used.Count == 0;

    /// <summary>Adds a range. True when it reached into a page that held no byte of the set before.</summary>
    public bool Add(ulong address, int length)
    {
        int pages = _used.Count;
        while (length > 0)
        {
            int part = Part(address, length, out ulong mask, out ulong* word, create: true);
            if (word != null) *word |= mask;
            address += (ulong)part;
            length -= part;
        }

        return _used.Count != pages;
    }

    /// <summary>Whether the set holds some byte of a range.</summary>
    public bool Meets(ulong address, int length)
    {
        if (IsEmpty) return false;
        while (length > 0)
        {
            int part = Part(address, length, out ulong mask, out ulong* word, create: false);
            if (word != null && (*word & mask) != 0) return true;
            address += (ulong)part;
            length -= part;
        }

        return false;
    }

    /// <summary>Empties the set.</summary>
    public void Clear()
    {
        foreach (int page in _used)
        {
            _pool.Give(_pages[page]);
            _pages[page] = null;
        }

        _used.Clear();
    }

    /// <summary>Saves or loads the set.</summary>
    public void Pass(StateStream state)
    {
        if (state.IsReading) Clear();
        else _used.Sort();
        int count = state.Value(_used.Count);
        for (int i = 0; i < count; i++)
        {
            int page = state.Value(state.IsReading ? 0 : _used[i]);
            if (state.IsReading)
            {
                _pages[page] = (ulong*)_pool.Take();
                _used.Add(page);
            }

            state.Words(new Span<ulong>(_pages[page], Memory.PageSize / 64));
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private int Part(ulong address, int length, out ulong mask, out ulong* word, bool create)
    {
        int bit = (int)(address & 63);
        int part = Math.Min(length, 64 - bit);
        mask = (part == 64 ? ulong.MaxValue : (1UL << part) - 1) << bit;
        word = null;
        ulong page = address >> Memory.PageBits;
        if (page >= Memory.PageCount) return part;
        ulong* words = _pages[page];
        if (words == null)
        {
            if (!create) return part;
            words = (ulong*)_pool.Take();
            NativeMemory.Clear(words, Memory.PageSize / 8);
            _pages[page] = words;
            _used.Add((int)page);
        }

        word = words + (int)(address & (Memory.PageSize - 1)) / 64;
        return part;
    }

    private void Free()
    {
        NativeMemory.Free(_pages);
        _pool.Dispose();
    }
}
