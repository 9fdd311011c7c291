using System.Runtime.CompilerServices;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Main memory of a symbolic run: the value of each element that was placed or stored, by address. An element is read as it was written, never in part.</summary>
/// <param name="points">Gives values to what nobody wrote.</param>
internal sealed class SymbolicMemory(SymbolicPoints points)
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;
    private const byte Inside = 255;
    private readonly Dictionary<ulong, Page> _pages = [];
    private Page? _last;
    private ulong _lastNumber;

    /// <summary>Stores an element.</summary>
    /// <param name="address">Its first byte.</param>
    /// <param name="bytes">Its size: 1, 2, 4 or 8.</param>
    /// <param name="value">Its value.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(ulong address, int bytes, ulong value)
    {
        Page page = PageOf(address);
        int place = (int)address & (PageSize - 1);
        if (place + bytes > PageSize) throw new NotProvableException("an element crosses a page of memory");
        // An element that began before this one has lost its end.
        if (page.Sizes[place] == Inside)
        {
            for (int i = place - 1; i >= 0 && i > place - 8; i--)
            {
                if (page.Sizes[i] == Inside) continue;
                if (i + page.Sizes[i] > place) page.Sizes[i] = 0;
                break;
            }
        }

        page.Sizes[place] = (byte)bytes;
        for (int i = 1; i < bytes; i++) page.Sizes[place + i] = Inside;
        page.Values[place] = value;
    }

    /// <summary>Reads an element.</summary>
    /// <param name="address">Its first byte.</param>
    /// <param name="bytes">Its size.</param>
    /// <returns>Its value; one that equals nothing else when no element of that size was stored there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong Read(ulong address, int bytes)
    {
        Page page = PageOf(address);
        int place = (int)address & (PageSize - 1);
        return page.Sizes[place] == bytes ? page.Values[place] : points.Unknown(bytes, (long)address);
    }

    private Page PageOf(ulong address)
    {
        ulong number = address >> PageBits;
        if (_last is { } last && _lastNumber == number) return last;
        if (!_pages.TryGetValue(number, out Page? page)) _pages.Add(number, page = new Page());
        (_last, _lastNumber) = (page, number);
        return page;
    }

    private sealed class Page
    {
        public ulong[] Values { get; } = new ulong[PageSize];

        public byte[] Sizes { get; } = new byte[PageSize];
    }
}
