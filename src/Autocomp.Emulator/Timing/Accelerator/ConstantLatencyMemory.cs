namespace Autocomp.Emulator.Timing;

/// <summary>A memory that answers in order, the first beat a fixed time after the request, one beat a cycle.</summary>
/// <param name="latency">Cycles between a request and its first response beat, less one.</param>
/// <param name="beatBytes">Bytes of a beat.</param>
internal sealed class ConstantLatencyMemory(int latency, int beatBytes) : IMemorySide
{
    private readonly Queue<Pending> _pending = new();
    private int _sent;
    private long _free;

    public long NextResponse => _pending.Count == 0 ? long.MaxValue : Math.Max(_pending.Peek().Ready, _free);

    public void Step(EventClock clock)
    {
    }

    public bool CanAccept(in MemoryBeat beat, long now) => true;

    public void Accept(in MemoryBeat beat, long now)
    {
        if (beat.IsFirst)
        {
            _pending.Enqueue(new Pending(now + 1 + latency, beat.IsWrite ? 1 : Math.Max(beat.Size / beatBytes, 1), beat.Id, beat.IsWrite));
        }
    }

    public bool TryRespond(long now, out ResponseBeat beat)
    {
        beat = default;
        if (NextResponse > now)
        {
            return false;
        }

        var head = _pending.Peek();
        var last = ++_sent == head.Beats;
        if (last)
        {
            _pending.Dequeue();
            _sent = 0;
        }

        _free = now + 1;
        beat = new ResponseBeat(head.Id, head.IsWrite, last);
        return true;
    }

    public void Reset()
    {
        _pending.Clear();
        (_sent, _free) = (0, 0);
    }

    private readonly record struct Pending(long Ready, int Beats, int Id, bool IsWrite);
}
