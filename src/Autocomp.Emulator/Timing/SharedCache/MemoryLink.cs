namespace Autocomp.Emulator.Timing;

/// <summary>The shared cache's way to memory: requests and write-backs share a channel of 8 bytes a cycle, answers another (SourceA, SourceC, SinkD, TLCacheCork, TLToAXI4). Memory answers in order after a fixed time.</summary>
/// <param name="banks">The cache's data.</param>
/// <param name="pipe">What must not use a line that is replaced.</param>
/// <param name="transactions">Who waits for answers.</param>
/// <param name="latency">Extra cycles of the memory.</param>
internal sealed class MemoryLink(DataBanks banks, AnswerPipe pipe, CacheTransaction[] transactions, int latency)
{
    private const int LineBeats = 8;
    private const int QueueDepth = 2;

    /// <summary>Cycles that an acknowledged write waits for read data at most, if the data's burst ends then. Source: TLToAXI4, b_delay.</summary>
    private const int AcknowledgePatience = 7;

    /// <summary>Cycles from the start of an eviction until its first beat can leave: two of the data banks, one of the queue.</summary>
    private const int ReleaseDelay = 3;

    private readonly Queue<(int Index, long At, bool Permission)> _requests = new();
    private readonly Queue<(int Index, long At)> _reads = new();
    private readonly Queue<(int Index, long At)> _permissions = new();
    private readonly Queue<(int Index, long At)> _releaseAcks = new();
    private readonly Queue<(int Index, long At)> _writeAcks = new();
    private readonly Queue<(int Index, bool Dirty, long At)> _releases = new();
    private readonly DelayQueue<(int Index, byte Kind)> _answers = new(QueueDepth);
    private int _acknowledgeWaits;
    private int _readBeats;
    private int _putBeats;
    private int _sinkBeats;
    private bool _releasing;
    private int _releaseBeat;
    private int _releaseIndex;
    private int _releaseSet;
    private int _releaseWay;

    private const byte Data = 0;
    private const byte Permission = 1;
    private const byte ReleaseAck = 2;

    /// <summary>Whether a fetch can be asked for.</summary>
    public bool CanRequest => _requests.Count < QueueDepth;

    /// <summary>Whether an eviction can start.</summary>
    public bool CanRelease(long now) => !_releasing && (_releases.Count <= 1 || Arrived(now) <= 1);

    /// <summary>Lines written back since the last reset.</summary>
    public long LinesWritten { get; private set; }

    /// <summary>Lines read since the last reset.</summary>
    public long LinesRead { get; private set; }

    /// <summary>The next cycle in which anything can happen; <see cref="long.MaxValue"/> when nothing is under way.</summary>
    public long NextEvent(long now)
    {
        if (_releasing || _requests.Count > 0 || _releases.Count > 0 || !_answers.IsEmpty || _sinkBeats > 0 || _permissions.Count > 0 || _releaseAcks.Count > 0)
        {
            return now + 1;
        }

        var next = _reads.Count > 0 ? _reads.Peek().At : long.MaxValue;
        return Math.Max(_writeAcks.Count > 0 ? Math.Min(next, _writeAcks.Peek().At) : next, now + 1);
    }

    /// <summary>Asks for a line, or for the permission to overwrite one.</summary>
    public void Request(int index, bool permissionOnly, long now) => _requests.Enqueue((index, now + 1, permissionOnly));

    /// <summary>Starts an eviction in this cycle.</summary>
    public void Release(int index, int set, int way, bool dirty, long now)
    {
        if (dirty)
        {
            (_releasing, _releaseIndex, _releaseSet, _releaseWay, _releaseBeat) = (true, index, set, way, 0);
        }
        else
        {
            _releases.Enqueue((index, false, now + ReleaseDelay));
        }
    }

    /// <summary>The eviction reads its data; before <see cref="SinkAnswer"/>.</summary>
    public void StepRelease(long now)
    {
        if (!_releasing || (_releaseBeat == 0 && !pipe.IsClear(_releaseSet, _releaseWay)) || !banks.TryOuter(_releaseBeat))
        {
            return;
        }

        _releases.Enqueue((_releaseIndex, true, now + ReleaseDelay));
        _releasing = ++_releaseBeat < LineBeats;
    }

    /// <summary>An answer enters the cache.</summary>
    /// <param name="now">The cycle.</param>
    /// <returns>The transaction that was told; -1 for none.</returns>
    public int SinkAnswer(long now)
    {
        if (!_answers.HasHead(now))
        {
            if (_sinkBeats > 0)
            {
                banks.TryOuter(_sinkBeats);
            }

            return -1;
        }

        var (index, kind) = _answers.Head;
        var transaction = transactions[index];
        if ((_sinkBeats == 0 && !pipe.IsClear(transaction.Set, transaction.Way)) || !banks.TryOuter(_sinkBeats))
        {
            return -1;
        }

        _answers.Pop(now);
        if (kind == ReleaseAck)
        {
            transaction.ReleaseAcknowledged();
            return index;
        }

        var last = kind == Permission || _sinkBeats == LineBeats - 1;
        _sinkBeats = last ? 0 : _sinkBeats + 1;
        transaction.Granted(last);
        return index;
    }

    /// <summary>Moves requests out and answers in; after the cache's own stages.</summary>
    public void Step(long now)
    {
        StepRequests(now);
        StepAnswers(now);
    }

    public void Reset()
    {
        _requests.Clear();
        _reads.Clear();
        _permissions.Clear();
        _releaseAcks.Clear();
        _writeAcks.Clear();
        _releases.Clear();
        _answers.Clear();
        (_acknowledgeWaits, _readBeats, _putBeats, _sinkBeats, _releasing) = (0, 0, 0, 0, false);
        (LinesRead, LinesWritten) = (0, 0);
    }

    private void StepRequests(long now)
    {
        var writes = false;
        if (_releases.Count > 0 && _releases.Peek().At <= now)
        {
            writes = StepReleased(now);
        }

        if (writes || _putBeats > 0 || _requests.Count == 0 || _requests.Peek().At > now)
        {
            return;
        }

        var (index, _, permission) = _requests.Peek();
        if (!permission)
        {
            _requests.Dequeue();
            _reads.Enqueue((index, now + 1 + latency));
            LinesRead++;
        }
        else if (_permissions.Count < QueueDepth)
        {
            _requests.Dequeue();
            _permissions.Enqueue((index, now + 1));
        }
    }

    /// <summary>A line that leaves unmodified is answered on the spot, a modified one is written in eight beats.</summary>
    /// <returns>Whether the channel to memory was used.</returns>
    private bool StepReleased(long now)
    {
        var (index, dirty, _) = _releases.Peek();
        if (!dirty)
        {
            if (_releaseAcks.Count < QueueDepth)
            {
                _releases.Dequeue();
                _releaseAcks.Enqueue((index, now + 1));
            }

            return false;
        }

        _releases.Dequeue();
        LinesWritten += _putBeats == 0 ? 1 : 0;
        _putBeats = (_putBeats == 0 ? LineBeats : _putBeats) - 1;
        if (_putBeats == 0)
        {
            _writeAcks.Enqueue((index, now + 1 + latency));
        }

        return true;
    }

    private int Arrived(long now)
    {
        var count = 0;
        foreach (var release in _releases)
        {
            count += release.At <= now ? 1 : 0;
        }

        return count;
    }

    private void StepAnswers(long now)
    {
        var room = _answers.HasRoom(now);
        var acknowledged = _writeAcks.Count > 0 && _writeAcks.Peek().At <= now;
        var reading = _readBeats > 0 || (_reads.Count > 0 && _reads.Peek().At <= now && _acknowledgeWaits != AcknowledgePatience);
        _acknowledgeWaits = acknowledged && (reading || !room) ? (_acknowledgeWaits + 1) & AcknowledgePatience : 0;
        if (!room)
        {
            return;
        }

        if (reading)
        {
            _answers.Enqueue((_reads.Peek().Index, Data), now);
            if (++_readBeats == LineBeats)
            {
                _reads.Dequeue();
                _readBeats = 0;
            }
        }
        else if (!TryAnswer(_writeAcks, ReleaseAck, now) && !TryAnswer(_releaseAcks, ReleaseAck, now))
        {
            TryAnswer(_permissions, Permission, now);
        }
    }

    private bool TryAnswer(Queue<(int Index, long At)> queue, byte kind, long now)
    {
        if (queue.Count == 0 || queue.Peek().At > now)
        {
            return false;
        }

        _answers.Enqueue((queue.Dequeue().Index, kind), now);
        return true;
    }
}
