using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>The shared L2 and the memory behind it, as core and accelerator see them.</summary>
/// <remarks>One memory port moves a line in <see cref="TimingParameters.MemoryLineCycles"/>. A line that the core holds alone is asked back when the accelerator reads it; the core's next store to it asks for it again.</remarks>
internal sealed class MemorySystem(TargetDescription target)
{
    private readonly TimingParameters _timing = target.Timing;
    private readonly TagCache _shared = new(target.Timing.SharedCacheSets, target.Timing.SharedCacheWays, 6);
    private readonly TagCache _core = new(64, 4, 6);
    private readonly long[] _slots = new long[Math.Max(target.Timing.SharedCacheMisses, 1)];
    private readonly Dictionary<ulong, long> _arriving = [];
    private long _memoryFree;
    private long _probeFree;

    /// <summary>The core's data cache, which the shared cache includes.</summary>
    public TagCache CoreData => _core;

    /// <summary>When an instruction line is there.</summary>
    /// <param name="address">An address in the line.</param>
    /// <param name="start">When the core gets to the instruction.</param>
    public long FetchLine(ulong address, long start) => start + _timing.InstructionMissCycles + CoreMiss(address, start);

    /// <summary>When a data access that misses in the core's cache retires.</summary>
    /// <param name="address">The address.</param>
    /// <param name="start">When it would have.</param>
    /// <param name="writes">Whether it modifies the line.</param>
    public long FetchData(ulong address, long start, bool writes)
    {
        _core.Fill(_core.LineOf(address), writes, out var victimDirty);
        var release = victimDirty ? _timing.DirtyEvictionCycles : 0;
        return start + _timing.DataMissCycles + release + CoreMiss(address, start);
    }

    /// <summary>When a store retires that hits a line which the core shares.</summary>
    public long Upgrade(int place, long start)
    {
        _core.SetShared(place, false);
        return start + _timing.DataMissCycles;
    }

    /// <summary>When the first beat of a read by the accelerator can leave the shared cache.</summary>
    /// <param name="address">An address in the line.</param>
    /// <param name="ready">When it could on a hit.</param>
    public long Read(ulong address, long ready)
    {
        var line = _shared.LineOf(address);
        if (_shared.Find(line) < 0)
        {
            return FetchFromMemory(line, ready);
        }

        var place = _core.Find(line);
        if (place >= 0 && !_core.IsShared(place))
        {
            _core.SetDirty(place, false);
            _core.SetShared(place, true);
            ready = Math.Max(ready + _timing.ProbeCycles, _probeFree + _timing.ProbeSpacing);
            _probeFree = ready;
            return ready;
        }

        return _arriving.TryGetValue(line, out var arrival) ? Math.Max(ready, arrival) : ready;
    }

    /// <summary>When a write by the accelerator is acknowledged at the earliest.</summary>
    /// <param name="address">An address in the line.</param>
    /// <param name="size">Bytes written.</param>
    /// <param name="ready">When it could be on a hit.</param>
    public long Write(ulong address, int size, long ready)
    {
        var line = _shared.LineOf(address);
        var place = _core.Find(line);
        if (place >= 0)
        {
            if (_core.IsDirty(place))
            {
                ready = Math.Max(ready + _timing.ProbeCycles, _probeFree + _timing.ProbeSpacing);
                _probeFree = ready;
            }

            _core.Invalidate(place);
        }

        if (_shared.Find(line) >= 0)
        {
            return _arriving.TryGetValue(line, out var arrival) ? Math.Max(ready, arrival) : ready;
        }

        if (size == 64)
        {
            Fill(line);
            return ready;
        }

        return FetchFromMemory(line, ready);
    }

    public void Reset()
    {
        _shared.Clear();
        _core.Clear();
        _arriving.Clear();
        Array.Clear(_slots);
        (_memoryFree, _probeFree) = (0, 0);
    }

    private long CoreMiss(ulong address, long start)
    {
        var line = _shared.LineOf(address);
        return _shared.Find(line) >= 0 ? 0 : FetchFromMemory(line, start) - start;
    }

    /// <summary>Fetches a line: one of a few outstanding misses, the memory's latency, then the port's time for a line.</summary>
    private long FetchFromMemory(ulong line, long start)
    {
        var slot = 0;
        for (var i = 1; i < _slots.Length; i++)
        {
            slot = _slots[i] < _slots[slot] ? i : slot;
        }

        var begin = Math.Max(start, _slots[slot]);
        var done = Math.Max(begin + _timing.MemoryExtraLatency, _memoryFree) + _timing.MemoryLineCycles;
        (_memoryFree, _slots[slot]) = (done, done);
        Fill(line);
        if (_arriving.Count > 64)
        {
            _arriving.Clear();
        }

        _arriving[line] = done;
        return done;
    }

    private void Fill(ulong line)
    {
        var victim = _shared.Fill(line, dirty: false, out _);
        var place = victim == ulong.MaxValue ? -1 : _core.Find(victim);
        if (place >= 0)
        {
            _core.Invalidate(place);
        }
    }
}
