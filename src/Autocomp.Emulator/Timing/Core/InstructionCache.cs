namespace Autocomp.Emulator.Timing;

/// <summary>The instruction cache, blocking, without prefetch.</summary>
internal sealed class InstructionCache(MemorySystem memory)
{
    private readonly TagCache _tags = new(64, 4, 6);
    private ulong _line = ulong.MaxValue;

    /// <summary>When a word is there.</summary>
    /// <param name="address">The word.</param>
    /// <param name="ready">When it would be there on a hit.</param>
    public long Fetch(ulong address, long ready)
    {
        var line = _tags.LineOf(address);
        if (line == _line)
        {
            return ready;
        }

        _line = line;
        if (_tags.Find(line) >= 0)
        {
            return ready;
        }

        _tags.Fill(line, dirty: false, out _);
        return memory.FetchLine(address, ready);
    }

    /// <summary>fence.i</summary>
    public void Flush()
    {
        _tags.Clear();
        _line = ulong.MaxValue;
    }

    public void Reset() => Flush();
}
