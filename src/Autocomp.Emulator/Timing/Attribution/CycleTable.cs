namespace Autocomp.Emulator.Timing;

/// <summary>Counts and cycles by key, for keys that repeat: program counters, or program counters with a cause.</summary>
internal sealed class CycleTable
{
    private ulong[] _keys = new ulong[1024];
    private long[] _counts = new long[1024];
    private long[] _cycles = new long[1024];
    private int _used;
    private int _last;

    /// <summary>The keys that were added to, with how often and how many cycles, in no particular order.</summary>
    public IEnumerable<(ulong Key, long Count, long Cycles)> Entries
    {
        get
        {
            for (var i = 0; i < _keys.Length; i++)
            {
                if (_counts[i] != 0)
                {
                    yield return (_keys[i], _counts[i], _cycles[i]);
                }
            }
        }
    }

    public void Add(ulong key, long cycles)
    {
        var index = _last;
        if (_keys[index] != key || _counts[index] == 0)
        {
            _last = index = IndexOf(key);
        }

        _counts[index]++;
        _cycles[index] += cycles;
    }

    public void Clear()
    {
        Array.Clear(_keys);
        Array.Clear(_counts);
        Array.Clear(_cycles);
        (_used, _last) = (0, 0);
    }

    private int IndexOf(ulong key)
    {
        var index = Place(key);
        if (_counts[index] != 0)
        {
            return index;
        }

        if (++_used > _keys.Length / 2)
        {
            Grow();
            index = Place(key);
        }

        _keys[index] = key;
        return index;
    }

    /// <summary>Where the key is, or the free place for it.</summary>
    private int Place(ulong key)
    {
        var mask = _keys.Length - 1;
        var index = (int)(key * 0x9E37_79B9_7F4A_7C15 >> 40) & mask;
        while (_counts[index] != 0 && _keys[index] != key)
        {
            index = (index + 1) & mask;
        }

        return index;
    }

    private void Grow()
    {
        var (keys, counts, cycles) = (_keys, _counts, _cycles);
        (_keys, _counts, _cycles) = (new ulong[keys.Length * 2], new long[keys.Length * 2], new long[keys.Length * 2]);
        for (var i = 0; i < keys.Length; i++)
        {
            if (counts[i] != 0)
            {
                var index = Place(keys[i]);
                (_keys[index], _counts[index], _cycles[index]) = (keys[i], counts[i], cycles[i]);
            }
        }
    }
}
