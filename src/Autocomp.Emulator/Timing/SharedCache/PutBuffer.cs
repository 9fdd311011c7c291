namespace Autocomp.Emulator.Timing;

/// <summary>Written data that waits for its turn in the shared cache (SinkA.scala).</summary>
internal sealed class PutBuffer
{
    /// <summary>Beats held at most. Source: InclusiveCacheMicroParameters, memCycles.</summary>
    private const int Capacity = 40;

    private readonly int[] _arrived = new int[Capacity];
    private readonly int[] _taken = new int[Capacity];
    private readonly long[] _lastAt = new long[Capacity];
    private readonly bool[] _used = new bool[Capacity];
    private int _beats;
    private int _filling;

    public bool HasRoom => _beats < Capacity;

    /// <summary>A place for the beats of a new request.</summary>
    public int Claim()
    {
        var place = Array.IndexOf(_used, false);
        (_used[place], _arrived[place], _taken[place], _filling) = (true, 0, 0, place);
        return place;
    }

    /// <summary>A beat of the request that claimed last.</summary>
    public void Push(long now)
    {
        _arrived[_filling]++;
        _lastAt[_filling] = now;
        _beats++;
    }

    /// <summary>Takes the next beat of a request when it arrived in an earlier cycle.</summary>
    public bool TryTake(int place, bool last, long now)
    {
        var visible = _arrived[place] - (_lastAt[place] == now ? 1 : 0);
        if (_taken[place] >= visible)
        {
            return false;
        }

        _taken[place]++;
        _beats--;
        _used[place] = !last;
        return true;
    }

    public void Clear()
    {
        Array.Clear(_used);
        _beats = 0;
    }
}
