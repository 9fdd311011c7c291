namespace Autocomp.Emulator.Timing;

/// <summary>The accelerator's port of the shared cache: hits after a fixed time, misses when their line comes; one response beat a cycle. Writes take beats of the data array from reads.</summary>
/// <param name="memory">Cache and memory.</param>
/// <param name="beatBytes">Bytes of a beat.</param>
internal sealed class SharedCachePort(MemorySystem memory, int beatBytes) : IMemorySide
{
    private readonly List<Pending> _pending = new(64);
    private Pending _current;
    private int _left;
    private int _writeBeats;
    private long _free;

    public long NextResponse =>
        _left > 0 ? _free : _pending.Count == 0 ? long.MaxValue : Math.Max(_pending[0].Ready, _free);

    public bool CanAccept(in MemoryBeat beat, long now) => true;

    public void Accept(in MemoryBeat beat, long now)
    {
        if (beat.IsWrite)
        {
            _writeBeats = _pending.Exists(p => !p.IsWrite) || (_left > 0 && !_current.IsWrite) ? _writeBeats + 1 : 0;
        }

        if (!beat.IsFirst)
        {
            return;
        }

        var ready = beat.IsWrite ? memory.Write(beat.Address, beat.Size, now) : memory.Read(beat.Address, now);
        var at = _pending.Count;
        while (at > 0 && _pending[at - 1].Ready > ready)
        {
            at--;
        }

        _pending.Insert(at, new Pending(ready, beat.IsWrite ? 1 : Math.Max(beat.Size / beatBytes, 1), beat.Id, beat.IsWrite));
    }

    public bool TryRespond(long now, out ResponseBeat beat)
    {
        beat = default;
        if (NextResponse > now)
        {
            return false;
        }

        var next = _left > 0 ? _current : _pending[0];
        if (_writeBeats > 0)
        {
            _writeBeats--;
            if (!next.IsWrite)
            {
                _free = now + 1;
                return false;
            }
        }

        if (_left == 0)
        {
            (_current, _left) = (next, next.Beats);
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
        (_left, _free, _writeBeats) = (0, 0, 0);
    }

    private readonly record struct Pending(long Ready, int Beats, int Id, bool IsWrite);
}
