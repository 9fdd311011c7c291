namespace Autocomp.Emulator.Timing;

/// <summary>The accelerator's port of the shared cache: hits after a fixed time, misses when their line comes; one response beat a cycle.</summary>
/// <remarks>Reads and writes pass one pipe of a beat a cycle, so each slows the other (SourceD of the inclusive cache).</remarks>
/// <param name="memory">Cache and memory.</param>
/// <param name="latency">Cycles between a request that hits and its first response beat, less one.</param>
/// <param name="beatBytes">Bytes of a beat.</param>
internal sealed class SharedCachePort(MemorySystem memory, int latency, int beatBytes) : IMemorySide
{
    /// <summary>Half cycles of the pipe lost when a write of one beat follows a read. Source: interleaved single-beat reads and writes in the reference timings.</summary>
    private const int TurnAround = 1;

    private readonly List<Pending> _pending = new(64);
    private Pending _current;
    private int _left;
    private long _free;
    private long _pipeFree;
    private bool _lastWasWrite;

    public long NextResponse =>
        _left > 0 ? _free : _pending.Count == 0 ? long.MaxValue : Math.Max(_pending[0].Ready, _free);

    public bool CanAccept(in MemoryBeat beat, long now) => true;

    public void Accept(in MemoryBeat beat, long now)
    {
        if (!beat.IsFirst)
        {
            return;
        }

        var beats = Math.Max(beat.Size / beatBytes, 1);
        var hit = now + 1 + latency;
        var ready = beat.IsWrite ? memory.Write(beat.Address, beat.Size, hit) : memory.Read(beat.Address, hit);
        if (ready == hit)
        {
            ready = Math.Max(ready, (_pipeFree + 1) >> 1);
            var turns = beat.IsWrite && !_lastWasWrite && beats == 1 ? TurnAround : 0;
            _pipeFree = Math.Max(_pipeFree, ready << 1) + (beats << 1) + turns;
            _lastWasWrite = beat.IsWrite;
        }

        var at = _pending.Count;
        while (at > 0 && _pending[at - 1].Ready > ready)
        {
            at--;
        }

        _pending.Insert(at, new Pending(ready, beat.IsWrite ? 1 : beats, beat.Id, beat.IsWrite));
    }

    public bool TryRespond(long now, out ResponseBeat beat)
    {
        beat = default;
        if (NextResponse > now)
        {
            return false;
        }

        if (_left == 0)
        {
            _current = _pending[0];
            _left = _current.Beats;
            _pending.RemoveAt(0);
        }

        _left--;
        _free = now + 1;
        beat = new ResponseBeat(_current.Id, _current.IsWrite, _left == 0);
        return true;
    }

    public void Reset()
    {
        _pending.Clear();
        (_left, _free, _pipeFree) = (0, 0, 0);
    }

    private readonly record struct Pending(long Ready, int Beats, int Id, bool IsWrite);
}
