namespace Autocomp.Emulator.Timing;

/// <summary>The instruction cache, blocking, without prefetch.</summary>
internal sealed class InstructionCache(MemorySystem memory)
{
    /// <summary>Lines that the boot ROM fills before a program starts; only the state of the replacement remembers them. Fitted on the instruction-cache programs.</summary>
    private const int BootFills = 10;

    private readonly TagCache _tags = new(64, 4, 6);
    private ulong _line = ulong.MaxValue;

    /// <summary>When a word is there. A miss starts only when the core gets to the instruction: until then the fetch is speculative.</summary>
    /// <param name="address">The word.</param>
    /// <param name="ready">When it would be there on a hit.</param>
    /// <param name="now">When the core gets to it.</param>
    /// <param name="straddles">Whether the instruction began in the word before.</param>
    public long Fetch(ulong address, long ready, long now, bool straddles)
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
        return memory.FetchLine(address, Math.Max(ready, now) + (straddles ? 1 : 0));
    }

    /// <summary>fence.i</summary>
    public void Flush()
    {
        _tags.Clear();
        _line = ulong.MaxValue;
    }

    public void Reset()
    {
        Flush();
        _tags.Skip(BootFills);
    }
}
