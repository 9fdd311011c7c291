using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>The shared cache cycle by cycle: one bank, write-back, inclusive of the core's data cache (SiFive's inclusive cache).</summary>
internal sealed class SharedCache : IMemorySide
{
    /// <summary>Cycles from the first beat of a grant until the core's acknowledge arrives.</summary>
    private const int GrantAckDelay = 2;

    private const int LineBeats = 4;
    private readonly int _beatBytes;
    private readonly SystemBus _bus = new();
    private readonly CacheDirectory _directory;
    private readonly DataBanks _banks = new();
    private readonly PutBuffer _puts = new();
    private readonly AnswerPipe _pipe;
    private readonly TransactionTable _table;
    private readonly ResponseBuffer _responses = new();
    private readonly Queue<(int Index, long At)> _grantAcks = new();
    private readonly long[] _coreAnsweredAt = [long.MaxValue, long.MaxValue];
    private bool _directoryWrite;
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
        _table = new TransactionTable(_directory, timing.SharedCacheTransactions);
        Memory = new MemoryLink(_banks, _pipe, _table.All, timing.MemoryExtraLatency);
        Core = new CoreLink(coreData);
    }

    /// <summary>The memory behind it.</summary>
    public MemoryLink Memory { get; }

    /// <summary>The core beside it.</summary>
    public CoreLink Core { get; }

    /// <summary>Whether the last grant lets the core modify the line.</summary>
    public bool CoreOwnsLine { get; private set; }

    /// <inheritdoc/>
    public long NextResponse => _responses.NextResponse;

    /// <inheritdoc/>
    public bool CanAccept(in MemoryBeat beat, long now) => _bus.HasRoom(now);

    /// <inheritdoc/>
    public void Accept(in MemoryBeat beat, long now)
    {
        _bus.Send(beat, now);
        _wake = Math.Min(_wake, now + 1);
    }

    /// <inheritdoc/>
    public bool TryRespond(long now, out ResponseBeat beat) => _responses.TryTake(now, out beat);

    /// <summary>When the last beat for one of the core's caches is there; <see cref="long.MaxValue"/> until then.</summary>
    public long AnsweredAt(CacheClient client) => _coreAnsweredAt[SystemBus.SlotOf(client)];

    /// <summary>The core asks for a line; the request is there from the given cycle on.</summary>
    public void Ask(CacheOperation operation, CacheClient client, ulong line, long at)
    {
        _bus.Send(operation, client, line, at);
        _coreAnsweredAt[SystemBus.SlotOf(client)] = long.MaxValue;
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
        _bus.Reset();
        _table.Reset();
        _directory.Clear();
        _puts.Clear();
        _pipe.Reset();
        Memory.Reset();
        Core.Reset();
        _responses.Reset();
        _grantAcks.Clear();
        Array.Fill(_coreAnsweredAt, long.MaxValue);
        (_wake, _directoryWrite) = (0, false);
    }

    private void StepCycle(long now)
    {
        _banks.Clear();
        var writing = _directoryWrite;
        Core.Step(now);
        var scheduled = _table.Select(Blocked(now), now);
        if (scheduled != null)
        {
            writing |= Schedule(scheduled, now);
            _table.NoteScheduled();
        }

        TakeRequest(now);
        _table.EndCycle();
        StepData(now);
        while (_grantAcks.Count > 0 && _grantAcks.Peek().At <= now)
        {
            _table.All[_grantAcks.Dequeue().Index].GrantAcknowledged();
        }

        Memory.Step(now);
        _directoryWrite = writing && (!_directoryWrite || _table.WasRead);
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

    /// <summary>Does what a transaction has pending.</summary>
    /// <returns>Whether the directory is written.</returns>
    private bool Schedule(CacheTransaction transaction, long now)
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
        }

        if ((work & CacheTransaction.Work.Answer) != 0)
        {
            CoreOwnsLine = transaction.Request.IsAcquire ? transaction.GrantsOwnership : CoreOwnsLine;
            _pipe.Begin(transaction.Request, transaction.Set, transaction.Way, transaction.Index, transaction.HonoursUpgrade);
        }

        if ((work & CacheTransaction.Work.Write) != 0)
        {
            _table.Write(transaction);
        }

        transaction.Scheduled();
        return (work & (CacheTransaction.Work.Release | CacheTransaction.Work.Write)) != 0;
    }

    /// <summary>Write-backs of the core come before what the bus offers.</summary>
    private void TakeRequest(long now)
    {
        if (Core.HasMessage(now) && Core.Head.IsRelease)
        {
            if (_table.TryEnter(new CacheRequest(CacheOperation.Release, CacheClient.CoreData, Core.Head.Line, 0, LineBeats, 0, -1)))
            {
                Core.Pop();
            }
        }
        else if (_bus.Offers(now) && (_bus.IsFromCore ? _table.TryEnter(_bus.CoreRequest) : TryTakeBeat(_bus.Beat, now)))
        {
            _bus.Take();
        }
    }

    private bool TryTakeBeat(in MemoryBeat beat, long now)
    {
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
        if (!beat.IsWrite)
        {
            return _table.TryEnter(request);
        }

        if (!_table.CanEnter(request))
        {
            return false;
        }

        var put = _puts.Claim();
        _puts.Push(now);
        return _table.TryEnter(request with { Put = put });
    }

    private void StepData(long now)
    {
        if (Core.HasMessage(now) && !Core.Head.IsRelease)
        {
            _table.ProbeAnswered(Core.Head);
            Core.Pop();
        }

        Memory.StepRelease(now);
        Memory.SinkAnswer(now);
        _responses.Step(now);
        if (!_pipe.IsEmpty && _pipe.Step(now, !_responses.IsFull, out var answer))
        {
            Answer(answer, now);
        }
    }

    private void Answer(in AnswerPipe.Answer answer, long now)
    {
        var request = answer.Request;
        if (request.Client == CacheClient.Accelerator)
        {
            _responses.Push(new ResponseBeat(request.Id, request.IsPut, answer.Last || request.IsPut), now);
            return;
        }

        if (request.IsAcquire && answer.First)
        {
            _grantAcks.Enqueue((answer.Index, now + GrantAckDelay));
        }

        if (answer.Last && !request.IsRelease)
        {
            _coreAnsweredAt[SystemBus.SlotOf(request.Client)] = now + 1;
        }
    }

    private long NextEvent(long now)
    {
        if (!_pipe.IsEmpty || _responses.IsFull || _directoryWrite || _table.HasPending)
        {
            return now + 1;
        }

        var next = Math.Min(_bus.NextEvent(now), Math.Min(Memory.NextEvent(now), Core.NextEvent(now)));
        next = _grantAcks.Count > 0 ? Math.Min(next, _grantAcks.Peek().At) : next;
        return Math.Max(next, now + 1);
    }
}
