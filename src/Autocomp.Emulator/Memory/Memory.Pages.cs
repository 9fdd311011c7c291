using System.Numerics;
using System.Runtime.InteropServices;

namespace Autocomp.Emulator;

// Pages: brought in on first touch, taken off the fast path while something must be looked at.
public sealed unsafe partial class Memory
{
    /// <summary>Brings the page in. False when the memory limit forbids it.</summary>
    private bool Touch(uint page)
    {
        PageState* state = _states + page;
        if (state->Frame != null) return true;
        if (BytesInUse + PageSize > ByteLimit) return false;
        state->Frame = _frames.Take();
        if ((state->Marks & PageMarks.Listed) == 0)
        {
            state->Marks |= PageMarks.Listed;
            _touched.Add((int)page);
        }

        FillFresh(state, (ulong)page << PageBits);
        Refresh(page);
        return true;
    }

    /// <summary>Gives a page the content that it has before anything is written.</summary>
    private void FillFresh(PageState* state, ulong start)
    {
        int whole = Array.FindIndex(_regions, region => region.Contains(start, PageSize));
        state->WholeRegion = whole + 1;
        if (whole >= 0)
        {
            Fill(state, start, start, start + PageSize, _regions[whole].Content);
            return;
        }

        NativeMemory.Clear(state->Frame, PageSize);
        foreach (MemoryRegion region in _regions)
        {
            if (region.Base < start + PageSize && start < region.End)
                Fill(state, start, Math.Max(start, region.Base), Math.Min(start + PageSize, region.End), region.Content);
        }
    }

    private void FillTouchedEdges(MemoryRegion region)
    {
        uint first = (uint)(region.Base >> PageBits);
        uint last = (uint)((region.End - 1) >> PageBits);
        for (uint page = first; ; page = last)
        {
            PageState* state = _states + page;
            ulong start = (ulong)page << PageBits;
            if (state->Frame != null)
            {
                Fill(state, start, Math.Max(start, region.Base), Math.Min(start + PageSize, region.End), region.Content);
                Refresh(page);
            }

            if (page == last) return;
        }
    }

    /// <summary>Gives a range of one page its initial content.</summary>
    private void Fill(PageState* state, ulong pageStart, ulong from, ulong to, InitialContent content)
    {
        int offset = (int)(from - pageStart);
        int length = (int)(to - from);
        if (content == InitialContent.Zero)
        {
            NativeMemory.Clear(state->Frame + offset, (nuint)length);
            if (state->Written != null) MarkWritten(state, offset, length);
            return;
        }

        if (state->Written == null)
        {
            state->Written = (ulong*)_bitmaps.Take();
            new Span<byte>(state->Written, PageSize / 8).Fill(0xff);
            state->Unwritten = 0;
        }

        if (length == PageSize)
        {
            FillWithPoison(state, pageStart);
            return;
        }

        for (int i = offset; i < offset + length; i++)
        {
            ulong bit = 1UL << (i & 63);
            if ((state->Written[i >> 6] & bit) != 0) state->Unwritten++;
            state->Written[i >> 6] &= ~bit;
            state->Frame[i] = PoisonByte(pageStart + (ulong)i);
        }
    }

    private void FillWithPoison(PageState* state, ulong pageStart)
    {
        new Span<byte>(state->Written, PageSize / 8).Clear();
        state->Unwritten = PageSize;
        for (int i = 0; i < PageSize; i += 8) *(ulong*)(state->Frame + i) = PoisonWord(pageStart + (ulong)i);
    }

    private byte PoisonByte(ulong address) => (byte)(PoisonWord(address) >> (int)((address & 7) * 8));

    private ulong PoisonWord(ulong address)
    {
        ulong z = (address >> 3) * 0x9E3779B97F4A7C15 + _poisonSeed * 0xD1B54A32D192ED03;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        return z ^ (z >> 27);
    }

    private void MarkWritten(PageState* state, int offset, int length)
    {
        int end = offset + length;
        while (offset < end)
        {
            int bits = Math.Min(64 - (offset & 63), end - offset);
            ulong mask = (bits == 64 ? ulong.MaxValue : (1UL << bits) - 1) << (offset & 63);
            ulong* word = state->Written + (offset >> 6);
            state->Unwritten -= BitOperations.PopCount(mask & ~*word);
            *word |= mask;
            offset += bits;
        }
    }

    /// <summary>Notes a write, and gives the page its fast path back when no poison is left.</summary>
    private void NoteWrite(uint page, int offset, int length)
    {
        PageState* state = _states + page;
        if (state->Written == null) return;
        MarkWritten(state, offset, length);
        if (state->Unwritten != 0) return;
        _bitmaps.Give(state->Written);
        state->Written = null;
        Refresh(page);
    }

    /// <summary>The first byte of a mapped range that nothing has written, or null.</summary>
    internal ulong? FirstUnwritten(ulong address, ulong length)
    {
        for (ulong end = address + length; address < end; address = ((address >> PageBits) + 1) << PageBits)
        {
            uint page = PageOf(address);
            if (!Touch(page)) return address;
            PageState* state = _states + page;
            if (state->Written == null) continue;
            ulong stop = Math.Min(end, ((ulong)page + 1) << PageBits);
            for (ulong at = address; at < stop; at++)
            {
                if (!IsWritten(state, (int)(at & (PageSize - 1)), 1)) return at;
            }
        }

        return null;
    }

    private static bool IsWritten(PageState* state, int offset, int length)
    {
        if (state->Written == null) return true;
        for (int end = offset + length; offset < end;)
        {
            int bits = Math.Min(64 - (offset & 63), end - offset);
            ulong mask = (bits == 64 ? ulong.MaxValue : (1UL << bits) - 1) << (offset & 63);
            if ((~state->Written[offset >> 6] & mask) != 0) return false;
            offset += bits;
        }

        return true;
    }

    /// <summary>Decides which plain accesses to a page are allowed.</summary>
    private void Refresh(uint page)
    {
        PageState* state = _states + page;
        nint bias = (nint)state->Frame - (nint)((ulong)page << PageBits);
        bool plain = state->Frame != null && state->WholeRegion != 0 && state->Written == null;
        Readable[page] = plain && (state->Marks & PageMarks.WatchReads) == 0 ? bias : 0;
        Writable[page] = plain && (state->Marks & (PageMarks.WatchWrites | PageMarks.Doorbell)) == 0
            && _regions[state->WholeRegion - 1].Writable ? bias : 0;
    }

    /// <summary>Region indices moved: look them up again for the pages in use.</summary>
    private void Reindex()
    {
        foreach (int page in _touched)
        {
            ulong start = (ulong)page << PageBits;
            _states[page].WholeRegion = Array.FindIndex(_regions, region => region.Contains(start, PageSize)) + 1;
            Refresh((uint)page);
        }
    }

    private void Release(int page)
    {
        PageState* state = _states + page;
        if (state->Frame != null) _frames.Give(state->Frame);
        if (state->Written != null) _bitmaps.Give(state->Written);
        *state = default;
        Readable[page] = 0;
        Writable[page] = 0;
    }
}
