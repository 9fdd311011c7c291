namespace Autocomp.Emulator.Timing;

/// <summary>The data cache: blocking, write-back; a miss sends the access round the pipeline until the line is there (DCache.scala).</summary>
internal sealed class DataCache(MemorySystem memory, Frontend frontend)
{
    private const int ReplayDelay = 5;
    private readonly TagCache _tags = memory.CoreData;
    private ulong _storeWord = ulong.MaxValue;
    private ulong _storeMask;
    private long _storeCycle = -10;
    private ulong _olderWord = ulong.MaxValue;
    private ulong _olderMask;
    private long _olderCycle = -10;
    private long _stateChange = -10;
    private long _loadRun = long.MaxValue;
    private long _lastLoad = -10;

    /// <summary>When the last access retired.</summary>
    public long LastAccess { get; private set; } = -10;

    /// <summary>When an access that would retire at <paramref name="cycle"/> does retire.</summary>
    public long Access(ulong address, int size, bool reads, bool writes, long cycle)
    {
        if (cycle == _stateChange + 1 || cycle == _stateChange + 2)
        {
            // The tags of a line that a store makes modified are written in the cycle in which this access needs them.
            cycle = Replay(cycle);
        }

        var place = _tags.Find(_tags.LineOf(address));
        if (place < 0)
        {
            cycle = memory.FetchData(address, cycle, writes, frontend);
        }
        else if (writes)
        {
            if (_tags.IsShared(place))
            {
                cycle = memory.Upgrade(address, place, cycle) + frontend.Replay(cycle);
            }
            else if (!_tags.IsDirty(place))
            {
                _stateChange = cycle;
            }

            _tags.SetDirty(place, true);
        }

        var word = address >> 3;
        var mask = ((1UL << size) - 1) << (int)(address & 7);
        if (reads)
        {
            cycle = WaitForStores(word, mask, cycle);
        }

        LastAccess = cycle;
        if (writes)
        {
            (_olderWord, _olderMask, _olderCycle) = (_storeWord, _storeMask, _storeCycle);
            (_storeWord, _storeMask, _storeCycle) = (word, mask, cycle);
        }

        return cycle;
    }

    public void Reset()
    {
        LastAccess = -10;
        (_storeWord, _olderWord) = (ulong.MaxValue, ulong.MaxValue);
        (_storeCycle, _olderCycle, _lastLoad, _loadRun, _stateChange) = (-10, -10, -10, long.MaxValue, -10);
    }

    /// <summary>A load that needs bytes of a store which still waits to be written goes round once. Stores are written in cycles without a load.</summary>
    private long WaitForStores(ulong word, ulong mask, long cycle)
    {
        if (cycle != _lastLoad + 1)
        {
            _loadRun = cycle;
        }

        if (Pending(_storeWord, _storeMask, _storeCycle, word, mask, cycle) || Pending(_olderWord, _olderMask, _olderCycle, word, mask, cycle))
        {
            cycle = Replay(cycle);
            _loadRun = cycle;
        }

        _lastLoad = cycle;
        return cycle;
    }

    private long Replay(long cycle) => cycle + ReplayDelay + frontend.Replay(cycle);

    private bool Pending(ulong storeWord, ulong storeMask, long storeCycle, ulong word, ulong mask, long cycle) =>
        ((storeWord ^ word) & 0x1FF) == 0 && (storeMask & mask) != 0 && (cycle <= storeCycle + 1 || _loadRun <= storeCycle + 2);
}
