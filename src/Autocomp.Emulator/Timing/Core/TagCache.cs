namespace Autocomp.Emulator.Timing;

/// <summary>The tags of a set-associative cache with pseudo-random replacement.</summary>
/// <param name="sets">Sets, a power of two.</param>
/// <param name="ways">Ways, a power of two.</param>
/// <param name="lineShift">log2 of the line's bytes.</param>
internal sealed class TagCache(int sets, int ways, int lineShift)
{
    private const ulong None = ulong.MaxValue;
    private readonly ulong[] _lines = NewLines(sets * ways);
    private readonly bool[] _dirty = new bool[sets * ways];
    private readonly bool[] _shared = new bool[sets * ways];
    private uint _random = 1;

    /// <summary>The line number of an address.</summary>
    public ulong LineOf(ulong address) => address >> lineShift;

    /// <summary>Where the line is, or -1.</summary>
    public int Find(ulong line)
    {
        var first = (int)(line & (ulong)(sets - 1)) * ways;
        for (var i = first; i < first + ways; i++)
        {
            if (_lines[i] == line)
            {
                return i;
            }
        }

        return -1;
    }

    public bool IsDirty(int place) => _dirty[place];

    public void SetDirty(int place, bool dirty) => _dirty[place] = dirty;

    /// <summary>Whether another reader has the line too, so that it must not be modified as it is.</summary>
    public bool IsShared(int place) => _shared[place];

    public void SetShared(int place, bool shared) => _shared[place] = shared;

    /// <summary>Brings a line in. The place is random whether or not another one is empty, as in Rocket's caches.</summary>
    /// <param name="line">The line.</param>
    /// <param name="dirty">Whether it is modified at once.</param>
    /// <param name="victimDirty">Whether a modified line had to leave.</param>
    /// <returns>The line that left; <see cref="ulong.MaxValue"/> when the place was empty.</returns>
    public ulong Fill(ulong line, bool dirty, out bool victimDirty)
    {
        var place = ((int)(line & (ulong)(sets - 1)) * ways) + (int)(_random & (uint)(ways - 1));
        Step();
        var victim = _lines[place];
        victimDirty = victim != None && _dirty[place];
        (_lines[place], _dirty[place], _shared[place]) = (line, dirty, false);
        return victim;
    }

    /// <summary>Drops a line.</summary>
    public void Invalidate(int place) => (_lines[place], _dirty[place], _shared[place]) = (None, false, false);

    /// <summary>Lets the replacement run on as if lines had been filled.</summary>
    public void Skip(int fills)
    {
        for (var i = 0; i < fills; i++)
        {
            Step();
        }
    }

    /// <summary>Drops every line; the replacement runs on.</summary>
    public void Empty()
    {
        Array.Fill(_lines, None);
        Array.Clear(_dirty);
        Array.Clear(_shared);
    }

    public void Clear()
    {
        Empty();
        _random = 1;
    }

    private static ulong[] NewLines(int count)
    {
        var lines = new ulong[count];
        Array.Fill(lines, None);
        return lines;
    }

    /// <summary>One step of the 16-bit Fibonacci register with taps 16, 14, 13 and 11.</summary>
    private void Step()
    {
        var bit = ((_random >> 15) ^ (_random >> 13) ^ (_random >> 12) ^ (_random >> 10)) & 1;
        _random = ((_random << 1) | bit) & 0xFFFF;
    }
}
