namespace Autocomp.Emulator.Timing;

/// <summary>The way from the clients to the shared cache: a buffer where the accelerator crosses to the bus, round robin with the core, bursts not mixed, and a buffer of one in front of the cache.</summary>
internal sealed class SystemBus
{
    /// <summary>Depth of the buffer where a client crosses to the bus. Source: rocket-chip, BufferParams.default.</summary>
    public const int CrossingDepth = 2;

    private const int LineBeats = 4;
    private readonly DelayQueue<MemoryBeat> _accelerator = new(CrossingDepth);
    private readonly CacheRequest[] _coreRequests = new CacheRequest[2];
    private readonly long[] _coreRequestsAt = [long.MaxValue, long.MaxValue];
    private bool _frontFull;
    private int _frontSlot;
    private MemoryBeat _frontBeat;
    private bool _burst;
    private bool _coreWasLast;

    /// <summary>Whether the accelerator can send a beat.</summary>
    public bool HasRoom(long now) => _accelerator.HasRoom(now);

    /// <summary>The accelerator sends a beat.</summary>
    public void Send(in MemoryBeat beat, long now) => _accelerator.Enqueue(beat, now);

    /// <summary>The core sends a request; it is at the bus from the given cycle on. One of each of its caches at a time.</summary>
    public void Send(CacheOperation operation, CacheClient client, ulong line, long at)
    {
        var slot = SlotOf(client);
        _coreRequests[slot] = new CacheRequest(operation, client, line, 0, LineBeats, 0, -1);
        _coreRequestsAt[slot] = at;
    }

    /// <summary>Whether what is offered comes from the core.</summary>
    public bool IsFromCore { get; private set; }

    /// <summary>The core's request that is offered.</summary>
    public ref readonly CacheRequest CoreRequest => ref _coreRequests[_frontSlot];

    /// <summary>The accelerator's beat that is offered.</summary>
    public ref readonly MemoryBeat Beat => ref _frontBeat;

    /// <summary>Whether something is offered to the cache in this cycle.</summary>
    public bool Offers(long now)
    {
        _frontFull = _frontFull || Arbitrate(now);
        return _frontFull;
    }

    /// <summary>The cache takes what is offered.</summary>
    public void Take() => _frontFull = false;

    /// <summary>The next cycle in which something is offered.</summary>
    public long NextEvent(long now) => _frontFull || !_accelerator.IsEmpty ? now + 1 : Math.Min(_coreRequestsAt[0], _coreRequestsAt[1]);

    public void Reset()
    {
        _accelerator.Clear();
        Array.Fill(_coreRequestsAt, long.MaxValue);
        (_frontFull, _burst, _coreWasLast) = (false, false, false);
    }

    /// <summary>The place of a cache of the core.</summary>
    public static int SlotOf(CacheClient client) => client == CacheClient.CoreInstructions ? 1 : 0;

    private bool Arbitrate(long now)
    {
        var accelerator = _accelerator.HasHead(now);
        var slot = _coreRequestsAt[1] < _coreRequestsAt[0] ? 1 : 0;
        if (!_burst && _coreRequestsAt[slot] <= now && !(accelerator && _coreWasLast))
        {
            (IsFromCore, _frontSlot, _coreWasLast) = (true, slot, true);
            _coreRequestsAt[slot] = long.MaxValue;
            return true;
        }

        if (!accelerator)
        {
            return false;
        }

        (IsFromCore, _frontBeat, _coreWasLast) = (false, _accelerator.Head, false);
        _burst = !_frontBeat.IsLast;
        _accelerator.Pop(now);
        return true;
    }
}
