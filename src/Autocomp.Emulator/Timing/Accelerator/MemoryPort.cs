namespace Autocomp.Emulator.Timing;

/// <summary>Buffers and crossbar between the DMA engines and memory: two entries each, round robin, bursts are not mixed (Scratchpad.scala, TLXbar).</summary>
internal sealed class MemoryPort(IMemorySide memory, EventClock clock)
{
    private const int Depth = 2;
    private readonly DelayQueue<MemoryBeat> _out = new(Depth);
    private readonly DelayQueue<ResponseBeat> _in = new(Depth);
    private bool _locked;
    private bool _lockedToWriter;
    private bool _lastWasWriter;

    /// <summary>Read requests on their way out.</summary>
    public DelayQueue<MemoryBeat> Reads { get; } = new(Depth);

    /// <summary>Write beats on their way out.</summary>
    public DelayQueue<MemoryBeat> Writes { get; } = new(Depth);

    /// <summary>Read data for the load engine.</summary>
    public DelayQueue<ResponseBeat> ReadData { get; } = new(Depth);

    /// <summary>Acknowledged writes for the store engine.</summary>
    public DelayQueue<ResponseBeat> Acknowledges { get; } = new(Depth);

    /// <summary>What is behind the port.</summary>
    public IMemorySide Memory { get; set; } = memory;

    /// <summary>Bytes requested by loads since the last reset.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Bytes requested by stores since the last reset.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Moves response beats towards the engines; before they take any.</summary>
    public void StepResponses()
    {
        var next = Memory.NextResponse;
        if (next <= clock.Now && _in.HasRoom(clock.Now) && Memory.TryRespond(clock.Now, out var beat))
        {
            _in.Enqueue(beat, clock.Now);
            clock.Touch();
            next = Memory.NextResponse;
        }

        if (_in.HasHead(clock.Now))
        {
            var target = _in.Head.IsWrite ? Acknowledges : ReadData;
            if (target.HasRoom(clock.Now))
            {
                target.Enqueue(_in.Head, clock.Now);
                _in.Pop(clock.Now);
                clock.Touch();
            }
        }

        if (next != long.MaxValue)
        {
            clock.WakeAt(next);
        }
    }

    /// <summary>Moves request beats towards memory; after the engines added theirs.</summary>
    public void StepRequests()
    {
        Arbitrate();
        if (_out.HasHead(clock.Now) && Memory.CanAccept(_out.Head, clock.Now))
        {
            Memory.Accept(_out.Head, clock.Now);
            _out.Pop(clock.Now);
            clock.Touch();
        }
    }

    public void Reset()
    {
        _out.Clear();
        _in.Clear();
        Reads.Clear();
        Writes.Clear();
        ReadData.Clear();
        Acknowledges.Clear();
        (_locked, _lastWasWriter, BytesRead, BytesWritten) = (false, false, 0, 0);
        Memory.Reset();
    }

    private void Arbitrate()
    {
        var read = Reads.HasHead(clock.Now);
        var write = Writes.HasHead(clock.Now);
        if (!(read || write))
        {
            return;
        }

        if (!_out.HasRoom(clock.Now))
        {
            clock.Touch();
            return;
        }

        if (_locked ? _lockedToWriter : write && !(read && _lastWasWriter))
        {
            if (!write)
            {
                return;
            }

            var beat = Writes.Head;
            (_locked, _lockedToWriter, _lastWasWriter) = (!beat.IsLast, true, true);
            BytesWritten += beat.IsFirst ? beat.Size : 0;
            Move(Writes, beat);
        }
        else if (read)
        {
            var beat = Reads.Head;
            _lastWasWriter = false;
            BytesRead += beat.Size;
            Move(Reads, beat);
        }
    }

    private void Move(DelayQueue<MemoryBeat> from, in MemoryBeat beat)
    {
        _out.Enqueue(beat, clock.Now);
        from.Pop(clock.Now);
        clock.Touch();
    }
}
