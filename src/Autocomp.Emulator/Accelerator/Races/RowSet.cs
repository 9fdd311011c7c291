namespace Autocomp.Emulator;

/// <summary>A set of local rows.</summary>
internal sealed class RowSet(int rows)
{
    private readonly ulong[] _words = new ulong[(rows + 63) / 64];

    public void Clear() => Array.Clear(_words);

    /// <summary>Adds rows; those that do not exist are left out.</summary>
    public void Add(RowRange range)
    {
        int last = Math.Min(range.Last, rows - 1);
        for (int row = range.First; row <= last;)
        {
            int count = Part(row, last, out ulong mask);
            _words[row >> 6] |= mask;
            row += count;
        }
    }

    public bool Meets(RowRange range)
    {
        int last = Math.Min(range.Last, rows - 1);
        for (int row = range.First; row <= last;)
        {
            int count = Part(row, last, out ulong mask);
            if ((_words[row >> 6] & mask) != 0) return true;
            row += count;
        }

        return false;
    }

    private static int Part(int row, int last, out ulong mask)
    {
        int count = Math.Min(64 - (row & 63), last - row + 1);
        mask = (count == 64 ? ulong.MaxValue : (1UL << count) - 1) << (row & 63);
        return count;
    }
}
