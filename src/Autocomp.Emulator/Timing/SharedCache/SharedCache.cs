using System.Numerics;
using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>The shared cache cycle by cycle: one bank, write-back, inclusive of the core's data cache; a transaction register for each set in use (SiFive's inclusive cache, Scheduler.scala).</summary>
internal sealed class SharedCache : IMemorySide
{
    /// <summary>Depth of the buffers where clients cross to the system bus.</summary>
    private const int CrossingDepth = 2;

    /// <summary>Requests that may wait for a set. Source: Parameters.scala, secondary.</summary>
    private const int MostWaiting = 28;

    /// <summary>Cycles from the first beat of a grant until the core's acknowledge arrives.</summary>
    private const int GrantAckDelay = 2;

    /// <summary>Cycles from a look-up until its transaction can be scheduled.</summary>
    private const int DirectoryDelay = 2;

    private readonly int _beatBytes;
    private readonly CacheDirectory _directory;
    private readonly DataBanks _banks = new();
    private readonly PutBuffer _puts = new();
    private readonly AnswerPipe _pipe;
    private readonly CacheTransaction[] _transactions;
    private readonly int _normal;
    private readonly DelayQueue<MemoryBeat> _accelerator = new(CrossingDepth);
    private readonly DelayQueue<ResponseBeat> _responses = new(CrossingDepth);
    private readonly Queue<(int Index, long At)> _grantAcks = new();
    private readonly CacheRequest[] _coreRequests = new CacheRequest[2];
    private readonly long[] _coreRequestsAt = [long.MaxValue, long.MaxValue];
    private readonly long[] _coreAnsweredAt = [long.MaxValue, long.MaxValue];
    private ResponseBeat _skid;
    private bool _skidFull;
    private bool _burst;
    private bool _frontFull;
    private bool _frontIsCore;
    private int _frontSlot;
    private MemoryBeat _frontBeat;
    private bool _coreWasLast;
    private bool _directoryWrite;
    private bool _directoryRead;
    private int _active;
    private int _robin;
    private int _waiting;
    private long _responseAt = long.MaxValue;
    private long _wake;

    /// <summary>An empty cache.</summary>
    /// <param name="target">Its size and what is behind it.</param>
    /// <param name="coreData">The core's data cache, which it includes.</param>
    public SharedCache(TargetDescription target, TagCache coreData)
    {
        var timing = target.Timing;
        _beatBytes = timing.DmaBeatBytes;
        _directory = new CacheDirectory(timing.SharedCacheSets, timing.SharedCacheWays);
        _pipe = new AnswerPipe(_banks, _puts);
        _normal = timing.SharedCacheTransactions;
        _transactions = [.. Enumerable.Range(0, _normal + 2).Select(i => new CacheTransaction(i))];
        Memory = new MemoryLink(_banks, _pipe, _transactions, timing.MemoryExtraLatency);
        Core = new CoreLink(coreData);
    }

    /// <summary>The memory behind it.</summary>
    public MemoryLink Memory { get; }

    /// <summary>The core beside it.</summary>
    public CoreLink Core { get; }

    /// <summary>Whether the last grant lets the core modify the line.</summary>
    public bool CoreOwnsLine { get; private set; }

    /// <inheritdoc/>
    public long NextResponse => _responses.IsEmpty ? long.MaxValue : _responseAt;

    /// <inheritdoc/>
    public bool CanAccept(in MemoryBeat beat, long now) => _accelerator.HasRoom(now);

    /// <inheritdoc/>
    public void Accept(in MemoryBeat beat, long now)
    {
        _accelerator.Enqueue(beat, now);
        _wake = Math.Min(_wake, now + 1);
    }

    /// <inheritdoc/>
    public bool TryRespond(long now, out ResponseBeat beat)
    {
        if (!_responses.HasHead(now))
        {
            beat = default;
            return false;
        }

        beat = _responses.Head;
        _responses.Pop(now);
        _responseAt = now + 1;
        return true;
    }

    /// <summary>When the last beat for one of the core's caches is there; <see cref="long.MaxValue"/> until then.</summary>
    public long AnsweredAt(CacheClient client) => _coreAnsweredAt[SlotOf(client)];

    /// <summary>The core asks for a line; the request is there from the given cycle on.</summary>
    public void Ask(CacheOperation operation, CacheClient client, ulong line, long at)
    {
        var slot = SlotOf(client);
        _coreRequests[slot] = new CacheRequest(operation, client, line, 0, 4, 0, -1);
        (_coreRequestsAt[slot], _coreAnsweredAt[slot]) = (at, long.MaxValue);
        _wake = Math.Min(_wake, at);
    }

    /// <summary>The core writes a modified line back; its first beat is there in the given cycle.</summary>
    public void WriteBack(ulong line, long at)
    {
        Core.Release(line, at);
        _wake = Math.Min(_wake, at);
    }

    /// <inheritdoc/>
    public void Step(EventClock clock)
    {
        var now = clock.Now;
        if (now >= _wake)
        {
            StepCycle(now);
            _wake = NextEvent(now);
        }

        var next = Math.Min(_wake, NextResponse);
        if (next != long.MaxValue)
        {
            clock.WakeAt(next);
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        foreach (var transaction in _transactions)
        {
            transaction.Reset();
        }

        _directory.Clear();
        _puts.Clear();
        _pipe.Reset();
        Memory.Reset();
        Core.Reset();
        _accelerator.Clear();
        _responses.Clear();
        _grantAcks.Clear();
        Array.Fill(_coreRequestsAt, long.MaxValue);
        Array.Fill(_coreAnsweredAt, long.MaxValue);
        _wake = 0;
        (_frontFull, _skidFull, _burst, _coreWasLast, _directoryWrite, _directoryRead) = (false, false, false, false, false, false);
        (_active, _robin, _waiting) = (0, 0, 0);
    }

    private void StepCycle(long now)
    {
        _banks.Clear();
        _directoryRead = false;
        var writing = _directoryWrite;
        Core.Step(now);
        var free = ~_active;
        var scheduled = Select(now);
        var reloads = false;
        if (scheduled != null)
        {
            Schedule(scheduled, now, ref writing);
            reloads = scheduled.NothingAwaited;
        }

        TakeRequest(scheduled, reloads, free, now);
        StepData(now);
        while (_grantAcks.Count > 0 && _grantAcks.Peek().At <= now)
        {
            _transactions[_grantAcks.Dequeue().Index].GrantAcknowledged();
        }

        Memory.Step(now);
        _directoryWrite = writing && (!_directoryWrite || _directoryRead);
    }

    private void StepData(long now)
    {
        TakeProbeAnswer(now);
        Memory.StepRelease(now);
        Memory.SinkAnswer(now);
        if (_skidFull && _responses.HasRoom(now))
        {
            Respond(_skid, now);
            _skidFull = false;
        }

        if (!_pipe.IsEmpty && _pipe.Step(now, !_skidFull, out var answer))
        {
            Answer(answer, now);
        }
    }

    private void Answer(in AnswerPipe.Answer answer, long now)
    {
        var request = answer.Request;
        if (request.Client == CacheClient.Accelerator)
        {
            var beat = new ResponseBeat(request.Id, request.IsPut, answer.Last || request.IsPut);
            if (_responses.HasRoom(now))
            {
                Respond(beat, now);
            }
            else
            {
                (_skid, _skidFull) = (beat, true);
            }

            return;
        }

        if (request.IsAcquire && answer.First)
        {
            _grantAcks.Enqueue((answer.Index, now + GrantAckDelay));
        }

        if (answer.Last && !request.IsRelease)
        {
            _coreAnsweredAt[SlotOf(request.Client)] = now + 1;
        }
    }

    private void Respond(in ResponseBeat beat, long now)
    {
        _responseAt = _responses.IsEmpty ? now + 1 : _responseAt;
        _responses.Enqueue(beat, now);
    }

    private void TakeProbeAnswer(long now)
    {
        if (!Core.HasMessage(now) || Core.Head.IsRelease)
        {
            return;
        }

        var message = Core.Head;
        var set = _directory.SetOf(message.Line);
        foreach (var transaction in _transactions)
        {
            if (transaction.IsActive && transaction.Set == set)
            {
                transaction.ProbeAnswered(message.HasData, message.Last, message.TookAway, message.Line);
            }
        }

        Core.Pop();
    }

    /// <summary>The transaction that gets its turn: round robin among those whose every need can be met.</summary>
    private CacheTransaction? Select(long now)
    {
        if (_active == 0)
        {
            return null;
        }

        var blocked = Blocked(now);
        var candidates = 0;
        for (var rest = _active; rest != 0; rest &= rest - 1)
        {
            var index = BitOperations.TrailingZeroCount(rest);
            var transaction = _transactions[index];
            if (transaction.Pending != CacheTransaction.Work.None && (transaction.Pending & blocked) == 0 && transaction.ReadyAt <= now &&
                !(index < _normal && IsOvertaken(transaction.Set)))
            {
                candidates |= 1 << index;
            }
        }

        if (candidates == 0)
        {
            return null;
        }

        var preferred = candidates & _robin;
        var selected = BitOperations.TrailingZeroCount(preferred != 0 ? preferred : candidates);
        _robin = -2 << selected;
        return _transactions[selected];
    }

    /// <summary>What no transaction can do in this cycle because its resource is in use.</summary>
    private CacheTransaction.Work Blocked(long now)
    {
        var blocked = CacheTransaction.Work.None;
        blocked |= _pipe.IsBusy ? CacheTransaction.Work.Answer : 0;
        blocked |= _directoryWrite ? CacheTransaction.Work.Release | CacheTransaction.Work.Write : 0;
        blocked |= Memory.CanRequest ? 0 : CacheTransaction.Work.Fetch;
        blocked |= Memory.CanRelease(now) ? 0 : CacheTransaction.Work.Release;
        blocked |= Core.CanProbe ? 0 : CacheTransaction.Work.Probe;
        return blocked;
    }

    private bool IsOvertaken(int set) =>
        (_active >> _normal) != 0 && ((IsActive(_normal) && _transactions[_normal].Set == set) || (IsActive(_normal + 1) && _transactions[_normal + 1].Set == set));

    private bool IsActive(int index) => (_active & (1 << index)) != 0;

    private void Schedule(CacheTransaction transaction, long now, ref bool writing)
    {
        var work = transaction.Pending;
        if ((work & CacheTransaction.Work.Probe) != 0)
        {
            Core.Probe(transaction.ProbeLine, transaction.ProbeTakesAway, now);
        }

        if ((work & CacheTransaction.Work.Fetch) != 0)
        {
            Memory.Request(transaction.Index, transaction.FetchesPermissionOnly, now);
        }

        if ((work & CacheTransaction.Work.Release) != 0)
        {
            Memory.Release(transaction.Index, transaction.Set, transaction.Way, transaction.VictimDirty, now);
            _directory[transaction.Request.Line, transaction.Way] = default;
            writing = true;
        }

        if ((work & CacheTransaction.Work.Answer) != 0)
        {
            if (transaction.Request.IsAcquire)
            {
                CoreOwnsLine = transaction.GrantsOwnership;
            }

            _pipe.Begin(transaction.Request, transaction.Set, transaction.Way, transaction.Index, transaction.HonoursUpgrade);
        }

        if ((work & CacheTransaction.Work.Write) != 0)
        {
            Write(transaction);
            writing = true;
        }

        transaction.Scheduled();
    }

    private void Write(CacheTransaction transaction)
    {
        var outcome = transaction.Outcome();
        _directory[transaction.Request.Line, transaction.Way] = outcome;
        if (transaction.Index != _normal + 1)
        {
            return;
        }

        foreach (var other in _transactions)
        {
            if (other.IsActive && other != transaction && other.Set == transaction.Set)
            {
                other.NoteDirty(transaction.Request.Line);
            }
        }
    }

    /// <summary>The request of the highest priority enters: into a free transaction, into the one that just ends, or behind the one that has its set.</summary>
    private void TakeRequest(CacheTransaction? scheduled, bool reloads, int free, long now)
    {
        var reloadReads = reloads && NextWaiting(scheduled!, out var waiting) && waiting.Line != scheduled!.Request.Line;
        var bypassed = false;
        if (Core.HasMessage(now) && Core.Head.IsRelease)
        {
            var request = new CacheRequest(CacheOperation.Release, CacheClient.CoreData, Core.Head.Line, 0, 4, 0, -1);
            if (TryEnter(request, scheduled, reloads, reloadReads, free, now, out bypassed))
            {
                Core.Pop();
            }
        }
        else
        {
            TakeFromClients(scheduled, reloads, reloadReads, free, now, out bypassed);
        }

        if (reloads && !bypassed)
        {
            Reload(scheduled!, now);
        }
    }

    /// <summary>The request in the buffer in front of the cache, or else the one that the system bus lets through.</summary>
    private void TakeFromClients(CacheTransaction? scheduled, bool reloads, bool reloadReads, int free, long now, out bool bypassed)
    {
        bypassed = false;
        var offered = _frontFull;
        if (!offered)
        {
            offered = Arbitrate(now);
        }

        if (!offered)
        {
            return;
        }

        _frontFull = _frontIsCore
            ? !TryEnter(_coreRequests[_frontSlot], scheduled, reloads, reloadReads, free, now, out bypassed)
            : !TryEnterBeat(scheduled, reloads, reloadReads, free, now, out bypassed);
    }

    /// <summary>The system bus: round robin, bursts are not mixed.</summary>
    private bool Arbitrate(long now)
    {
        var accelerator = _accelerator.HasHead(now);
        var slot = _coreRequestsAt[1] < _coreRequestsAt[0] ? 1 : 0;
        if (!_burst && _coreRequestsAt[slot] <= now && !(accelerator && _coreWasLast))
        {
            (_frontIsCore, _frontSlot, _coreWasLast) = (true, slot, true);
            _coreRequestsAt[slot] = long.MaxValue;
            return true;
        }

        if (!accelerator)
        {
            return false;
        }

        (_frontIsCore, _frontBeat, _coreWasLast) = (false, _accelerator.Head, false);
        _burst = !_frontBeat.IsLast;
        _accelerator.Pop(now);
        return true;
    }

    private bool TryEnterBeat(CacheTransaction? scheduled, bool reloads, bool reloadReads, int free, long now, out bool bypassed)
    {
        ref readonly var beat = ref _frontBeat;
        bypassed = false;
        if (beat.IsWrite && !_puts.HasRoom)
        {
            return false;
        }

        if (!beat.IsFirst)
        {
            _puts.Push(now);
            return true;
        }

        var operation = !beat.IsWrite ? CacheOperation.Get : beat.IsPartial ? CacheOperation.PutPartial : CacheOperation.PutFull;
        var request = new CacheRequest(operation, CacheClient.Accelerator, beat.Address >> 6, (int)(beat.Address & 63) / _beatBytes, Math.Max(beat.Size / _beatBytes, 1), beat.Id, -1);
        if (!CanEnter(request, scheduled, reloads, reloadReads, free))
        {
            return false;
        }

        if (beat.IsWrite)
        {
            request = request with { Put = _puts.Claim() };
            _puts.Push(now);
        }

        return TryEnter(request, scheduled, reloads, reloadReads, free, now, out bypassed);
    }

    private bool CanEnter(in CacheRequest request, CacheTransaction? scheduled, bool reloads, bool reloadReads, int free) =>
        Place(request, scheduled, reloads, reloadReads, free, 0, out _, out _);

    private bool TryEnter(in CacheRequest request, CacheTransaction? scheduled, bool reloads, bool reloadReads, int free, long now, out bool bypassed)
    {
        bypassed = false;
        if (!Place(request, scheduled, reloads, reloadReads, free, now, out var transaction, out var queues))
        {
            return false;
        }

        if (!queues)
        {
            Start(transaction!, request, now);
            return true;
        }

        bypassed = reloads && transaction == scheduled && transaction!.WaitingReleases.Count == 0 && (request.IsRelease || transaction.Waiting.Count == 0);
        if (bypassed)
        {
            Restart(transaction!, request, now);
            return true;
        }

        (request.IsRelease ? transaction!.WaitingReleases : transaction!.Waiting).Enqueue(request);
        _waiting++;
        return true;
    }

    /// <summary>Where a request can go in this cycle.</summary>
    private bool Place(in CacheRequest request, CacheTransaction? scheduled, bool reloads, bool reloadReads, int free, long now, out CacheTransaction? place, out bool queues)
    {
        var set = _directory.SetOf(request.Line);
        CacheTransaction? match = null;
        for (var rest = ~free; rest != 0; rest &= rest - 1)
        {
            var other = _transactions[BitOperations.TrailingZeroCount(rest)];
            if (other.Set == set && (match == null || request.IsRelease))
            {
                match = other;
            }
        }

        (place, queues) = (null, false);
        if (match == null)
        {
            var candidates = free & ((1 << (request.IsRelease ? _normal + 2 : _normal)) - 1);
            if (candidates == 0 || reloadReads)
            {
                return false;
            }

            place = _transactions[BitOperations.TrailingZeroCount(candidates)];
            return true;
        }

        if (request.IsRelease)
        {
            if (match.BlocksRelease(now))
            {
                return false;
            }

            if (match.NestsRelease)
            {
                place = _transactions[_normal + 1];
                return !reloadReads && (free & (1 << (_normal + 1))) != 0;
            }
        }
        else if (match.Index >= _normal)
        {
            return false;
        }

        (place, queues) = (match, true);
        return _waiting < MostWaiting || (reloads && match == scheduled);
    }

    private void Start(CacheTransaction transaction, in CacheRequest request, long now)
    {
        transaction.Allocate(request, _directory.SetOf(request.Line));
        _active |= 1 << transaction.Index;
        LookUp(transaction, now);
    }

    private void LookUp(CacheTransaction transaction, long now)
    {
        _directoryRead = true;
        var hit = _directory.Read(transaction.Request.Line, out var way);
        transaction.Plan(_directory[transaction.Request.Line, way], way, hit, now + DirectoryDelay);
    }

    /// <summary>The next request for the same set takes over a transaction that ends.</summary>
    private void Restart(CacheTransaction transaction, in CacheRequest request, long now)
    {
        var repeats = request.Line == transaction.Request.Line;
        var outcome = transaction.Outcome();
        var way = transaction.Way;
        transaction.Allocate(request, transaction.Set);
        _active |= 1 << transaction.Index;
        if (repeats)
        {
            transaction.Plan(outcome, way, hit: true, now + 1);
        }
        else
        {
            LookUp(transaction, now);
        }
    }

    private void Reload(CacheTransaction transaction, long now)
    {
        if (!NextWaiting(transaction, out var next))
        {
            transaction.IsActive = false;
            _active &= ~(1 << transaction.Index);
            return;
        }

        (transaction.WaitingReleases.Count > 0 ? transaction.WaitingReleases : transaction.Waiting).Dequeue();
        _waiting--;
        Restart(transaction, next, now);
    }

    private static int SlotOf(CacheClient client) => client == CacheClient.CoreInstructions ? 1 : 0;

    private static bool NextWaiting(CacheTransaction transaction, out CacheRequest next) =>
        transaction.WaitingReleases.TryPeek(out next) || transaction.Waiting.TryPeek(out next);

    private long NextEvent(long now)
    {
        if (!_pipe.IsEmpty || _frontFull || _skidFull || _directoryWrite || !_accelerator.IsEmpty)
        {
            return now + 1;
        }

        var next = Math.Min(Memory.NextEvent(now), Core.NextEvent(now));
        next = Math.Min(next, Math.Min(_coreRequestsAt[0], _coreRequestsAt[1]));
        next = _grantAcks.Count > 0 ? Math.Min(next, _grantAcks.Peek().At) : next;
        for (var rest = _active; rest != 0; rest &= rest - 1)
        {
            if (_transactions[BitOperations.TrailingZeroCount(rest)].Pending != CacheTransaction.Work.None)
            {
                return now + 1;
            }
        }

        return Math.Max(next, now + 1);
    }
}
