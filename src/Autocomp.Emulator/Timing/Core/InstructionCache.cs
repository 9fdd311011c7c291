namespace Autocomp.Emulator.Timing;

/// <summary>The instruction cache, blocking, without prefetch. A fetch ahead of the core does not miss: the word goes down the pipeline, and the miss starts when the core gets to it; only the two words behind a restart from writeback are not ahead (Frontend.scala, speculative refills off).</summary>
internal sealed class InstructionCache(MemorySystem memory)
{
    /// <summary>Lines that the boot ROM fills before a program starts; only the state of the replacement remembers them. Fitted on the instruction-cache programs.</summary>
    private const int BootFills = 4;

    /// <summary>Cycles from a restart at writeback until the request for the missing line of the first word is at the shared cache; the second word is one behind.</summary>
    private const int RestartToRequest = 3;

    /// <summary>Cycles before an instruction would retire in which the request for its line is at the shared cache when it need not wait for the core.</summary>
    private const int RequestLead = 2;

    /// <summary>Cycles from the last beat of a line until its first instruction retires.</summary>
    private const int RefillToRetirement = 6;

    private readonly TagCache _tags = new(64, 4, 6);
    private ulong _line = ulong.MaxValue;
    private ulong _arriving = ulong.MaxValue;

    /// <summary>When a word is there.</summary>
    /// <param name="address">The word.</param>
    /// <param name="ready">When it would be there on a hit.</param>
    /// <param name="now">When the core gets to it.</param>
    /// <param name="straddles">Whether the instruction began in the word before.</param>
    /// <param name="sure">Whether the fetch is not ahead of the core.</param>
    /// <param name="missed">Whether the line had to be fetched.</param>
    public long Fetch(ulong address, long ready, long now, bool straddles, bool sure, out bool missed)
    {
        var line = _tags.LineOf(address);
        missed = false;
        if (line == _line)
        {
            return ready;
        }

        _line = line;
        if (_arriving != ulong.MaxValue)
        {
            var awaited = _arriving == line;
            var arrived = Await();
            if (awaited)
            {
                return Math.Max(ready, arrived + RefillToRetirement);
            }

            now = Math.Max(now, arrived);
        }

        if (_tags.Find(line) >= 0)
        {
            return ready;
        }

        _tags.Fill(line, dirty: false, out _);
        missed = true;
        memory.StartLine(line, sure ? ready - RequestLead : Math.Max(ready, now) + (straddles ? 1 : 0) + RestartToRequest);
        return memory.AwaitLine() + RefillToRetirement;
    }

    /// <summary>The core starts again from writeback: when the word behind the first one misses, its line is asked for at once.</summary>
    /// <param name="address">The second word.</param>
    /// <param name="cycle">The cycle of the restart.</param>
    public void Restart(ulong address, long cycle)
    {
        var line = _tags.LineOf(address);
        if (line == _line || _tags.Find(line) >= 0)
        {
            return;
        }

        if (_arriving != ulong.MaxValue)
        {
            Await();
        }

        _tags.Fill(line, dirty: false, out _);
        memory.StartLine(line, cycle + RestartToRequest + 1);
        _arriving = line;
    }

    /// <summary>fence.i</summary>
    public void Flush()
    {
        _tags.Empty();
        _line = ulong.MaxValue;
    }

    public void Reset()
    {
        _tags.Clear();
        _line = ulong.MaxValue;
        _tags.Skip(BootFills);
        _arriving = ulong.MaxValue;
    }

    private long Await()
    {
        _arriving = ulong.MaxValue;
        return memory.AwaitLine();
    }
}
