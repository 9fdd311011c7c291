namespace Autocomp.Emulator;

// Saving regions and the pages that differ from what they hold at first.
public sealed unsafe partial class Memory
{
    private const int NoMorePages = -1;

    /// <summary>Saves or loads regions, content, poison and watches. The byte limit and the doorbell belong to who runs the machine.</summary>
    internal void Pass(StateStream state)
    {
        ulong seed = state.Value(_poisonSeed);
        if (state.IsReading) Reset(seed);
        PassRegions(state);
        if (state.IsReading)
        {
            for (int page = state.Value(0); page != NoMorePages; page = state.Value(0)) LoadPage(state, (uint)page);
        }
        else
        {
            foreach (int page in _touched.Order()) SavePage(state, page);
            state.Value(NoMorePages);
        }

        PassWatches(state);
    }

    private void PassRegions(StateStream state)
    {
        int count = state.Value(_regions.Length);
        for (int i = 0; i < count; i++)
        {
            MemoryRegion? region = state.IsReading ? null : _regions[i];
            var passed = new MemoryRegion(
                state.Text(region?.Name) ?? "", state.Value(region?.Base ?? 0), state.Value(region?.Length ?? 0), state.Value(region?.Writable ?? false), state.Value(region?.Content ?? default));
            if (state.IsReading) Map(passed);
        }
    }

    private void SavePage(StateStream state, int page)
    {
        PageState* held = _states + page;
        if (held->Frame == null) return;
        var fresh = new PageState { Frame = _frames.Take() };
        FillFresh(&fresh, (ulong)page << PageBits);
        if (!IsSame(held, &fresh))
        {
            state.Value(page);
            state.Words(Words(held), Words(&fresh));
            state.Value(held->Written != null);
            if (held->Written != null) state.Words(new Span<ulong>(held->Written, PageSize / 64));
        }

        _frames.Give(fresh.Frame);
        if (fresh.Written != null) _bitmaps.Give(fresh.Written);
    }

    private void LoadPage(StateStream state, uint page)
    {
        PageState* held = _states + page;
        long limit = ByteLimit;
        ByteLimit = long.MaxValue;
        Touch(page);
        ByteLimit = limit;

        // The page is fresh now, and what was saved is the difference to that.
        state.Words(Words(held), Words(held).ToArray());
        if (state.Value(false))
        {
            if (held->Written == null) held->Written = (ulong*)_bitmaps.Take();
            var written = new Span<ulong>(held->Written, PageSize / 64);
            state.Words(written);
            held->Unwritten = PageSize;
            foreach (ulong word in written) held->Unwritten -= System.Numerics.BitOperations.PopCount(word);
        }
        else if (held->Written != null)
        {
            _bitmaps.Give(held->Written);
            held->Written = null;
            held->Unwritten = 0;
        }

        Refresh(page);
    }

    private static Span<ulong> Words(PageState* page) => new(page->Frame, PageSize / sizeof(ulong));

    private static bool IsSame(PageState* a, PageState* b)
    {
        if (!Words(a).SequenceEqual(Words(b)) || (a->Written == null) != (b->Written == null)) return false;
        return a->Written == null || new ReadOnlySpan<ulong>(a->Written, PageSize / 64).SequenceEqual(new ReadOnlySpan<ulong>(b->Written, PageSize / 64));
    }

    private void PassWatches(StateStream state)
    {
        const PageMarks Watched = PageMarks.WatchReads | PageMarks.WatchWrites;
        int[] pages = [.. _watched.Order()];
        int count = state.Value(pages.Length);
        for (int i = 0; i < count; i++)
        {
            int page = state.Value(state.IsReading ? 0 : pages[i]);
            PageMarks marks = state.Value(state.IsReading ? default : _states[page].Marks & Watched);
            if (state.IsReading) Watch((ulong)page << PageBits, 1, (marks & PageMarks.WatchReads) != 0);
        }
    }
}
