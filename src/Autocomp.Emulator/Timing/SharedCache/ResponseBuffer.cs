namespace Autocomp.Emulator.Timing;

/// <summary>Answers on their way to the accelerator: the buffer where they cross from the bus, and one beat in front of it.</summary>
internal sealed class ResponseBuffer
{
    private readonly DelayQueue<ResponseBeat> _crossing = new(SystemBus.CrossingDepth);
    private ResponseBeat _front;
    private long _nextAt = long.MaxValue;

    /// <summary>Whether a beat waits in front: the cache can answer nobody.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The cycle of the next beat at the accelerator; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextResponse => _crossing.IsEmpty ? long.MaxValue : _nextAt;

    /// <summary>Moves the beat in front on.</summary>
    public void Step(long now)
    {
        if (IsFull && _crossing.HasRoom(now))
        {
            Enter(_front, now);
            IsFull = false;
        }
    }

    /// <summary>A beat leaves the cache. Only when not <see cref="IsFull"/>.</summary>
    public void Push(in ResponseBeat beat, long now)
    {
        if (_crossing.HasRoom(now))
        {
            Enter(beat, now);
        }
        else
        {
            (_front, IsFull) = (beat, true);
        }
    }

    /// <summary>The accelerator takes a beat, if one is there.</summary>
    public bool TryTake(long now, out ResponseBeat beat)
    {
        if (!_crossing.HasHead(now))
        {
            beat = default;
            return false;
        }

        beat = _crossing.Head;
        _crossing.Pop(now);
        _nextAt = now + 1;
        return true;
    }

    public void Reset()
    {
        _crossing.Clear();
        IsFull = false;
    }

    private void Enter(in ResponseBeat beat, long now)
    {
        _nextAt = _crossing.IsEmpty ? now + 1 : _nextAt;
        _crossing.Enqueue(beat, now);
    }
}
