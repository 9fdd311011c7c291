using System.Numerics;

namespace Autocomp.Emulator.Timing;

/// <summary>The transactions of the shared cache: at most one for a set; who has its turn, and where a request goes (Scheduler.scala). One transaction is kept for write-backs of the core that must overtake another.</summary>
internal sealed class TransactionTable
{
    /// <summary>Requests that may wait for a set. Source: Parameters.scala, secondary.</summary>
    private const int MostWaiting = 28;

    /// <summary>Cycles from a look-up until its transaction can be scheduled.</summary>
    private const int DirectoryDelay = 2;

    private readonly CacheDirectory _directory;
    private readonly int _normal;
    private CacheTransaction? _scheduled;
    private bool _ends;
    private bool _reloadReads;
    private bool _bypassed;
    private int _active;
    private int _free;
    private int _robin;
    private int _waiting;
    private long _now;

    /// <summary>An empty table.</summary>
    /// <param name="directory">The cache's tags.</param>
    /// <param name="count">Transactions for requests.</param>
    public TransactionTable(CacheDirectory directory, int count)
    {
        (_directory, _normal) = (directory, count);
        All = [.. Enumerable.Range(0, count + 2).Select(i => new CacheTransaction(i))];
    }

    /// <summary>Every transaction, busy or not.</summary>
    public CacheTransaction[] All { get; }

    /// <summary>Whether the directory was read in this cycle.</summary>
    public bool WasRead { get; private set; }

    /// <summary>Whether a transaction could do something if every resource were free.</summary>
    public bool HasPending
    {
        get
        {
            for (var rest = _active; rest != 0; rest &= rest - 1)
            {
                if (All[BitOperations.TrailingZeroCount(rest)].Pending != CacheTransaction.Work.None)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>A cycle starts: the transaction that gets its turn, round robin among those whose every need can be met.</summary>
    /// <param name="blocked">What none can do because its resource is in use.</param>
    /// <param name="now">The cycle.</param>
    /// <returns>The transaction, or null.</returns>
    public CacheTransaction? Select(CacheTransaction.Work blocked, long now)
    {
        (_now, _free, _scheduled, _ends, _reloadReads, _bypassed, WasRead) = (now, ~_active, null, false, false, false, false);
        var candidates = 0;
        for (var rest = _active; rest != 0; rest &= rest - 1)
        {
            var index = BitOperations.TrailingZeroCount(rest);
            var transaction = All[index];
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
        return _scheduled = All[selected];
    }

    /// <summary>The selected transaction did its work; when nothing is awaited any more, it ends in this cycle.</summary>
    public void NoteScheduled()
    {
        _ends = _scheduled!.NothingAwaited;
        _reloadReads = _ends && NextWaiting(_scheduled, out var next) && next.Line != _scheduled.Request.Line;
    }

    /// <summary>Whether a request can enter in this cycle.</summary>
    public bool CanEnter(in CacheRequest request) => Place(request, out _, out _);

    /// <summary>Takes a request: into a free transaction, into the one that just ends, or behind the one that has its set.</summary>
    public bool TryEnter(in CacheRequest request)
    {
        if (!Place(request, out var transaction, out var queues))
        {
            return false;
        }

        if (!queues)
        {
            transaction!.Allocate(request, _directory.SetOf(request.Line));
            _active |= 1 << transaction.Index;
            LookUp(transaction);
            return true;
        }

        _bypassed = _ends && transaction == _scheduled && transaction!.WaitingReleases.Count == 0 && (request.IsRelease || transaction.Waiting.Count == 0);
        if (_bypassed)
        {
            Restart(transaction!, request);
            return true;
        }

        (request.IsRelease ? transaction!.WaitingReleases : transaction!.Waiting).Enqueue(request);
        _waiting++;
        return true;
    }

    /// <summary>The cycle ends: the next request for the set takes over a transaction that ended.</summary>
    public void EndCycle()
    {
        if (!_ends || _bypassed)
        {
            return;
        }

        var transaction = _scheduled!;
        if (!NextWaiting(transaction, out var next))
        {
            transaction.IsActive = false;
            _active &= ~(1 << transaction.Index);
            return;
        }

        (transaction.WaitingReleases.Count > 0 ? transaction.WaitingReleases : transaction.Waiting).Dequeue();
        _waiting--;
        Restart(transaction, next);
    }

    /// <summary>Notes the state that a transaction leaves its line in.</summary>
    public void Write(CacheTransaction transaction)
    {
        _directory[transaction.Request.Line, transaction.Way] = transaction.Outcome();
        if (transaction.Index != _normal + 1)
        {
            return;
        }

        foreach (var other in All)
        {
            if (other.IsActive && other != transaction && other.Set == transaction.Set)
            {
                other.NoteDirty(transaction.Request.Line);
            }
        }
    }

    /// <summary>The core answered a probe.</summary>
    public void ProbeAnswered(in CoreLink.Message message)
    {
        var set = _directory.SetOf(message.Line);
        foreach (var transaction in All)
        {
            if (transaction.IsActive && transaction.Set == set)
            {
                transaction.ProbeAnswered(message.HasData, message.Last, message.TookAway, message.Line);
            }
        }
    }

    public void Reset()
    {
        foreach (var transaction in All)
        {
            transaction.Reset();
        }

        (_active, _robin, _waiting) = (0, 0, 0);
    }

    /// <summary>Where a request can go in this cycle.</summary>
    private bool Place(in CacheRequest request, out CacheTransaction? place, out bool queues)
    {
        (place, queues) = (null, false);
        var match = Match(request);
        if (match == null)
        {
            var candidates = _free & ((1 << (request.IsRelease ? _normal + 2 : _normal)) - 1);
            if (candidates == 0 || _reloadReads)
            {
                return false;
            }

            place = All[BitOperations.TrailingZeroCount(candidates)];
            return true;
        }

        if (request.IsRelease)
        {
            if (match.BlocksRelease(_now))
            {
                return false;
            }

            if (match.NestsRelease)
            {
                place = All[_normal + 1];
                return !_reloadReads && (_free & (1 << (_normal + 1))) != 0;
            }
        }
        else if (match.Index >= _normal)
        {
            return false;
        }

        (place, queues) = (match, true);
        return _waiting < MostWaiting || (_ends && match == _scheduled);
    }

    /// <summary>The transaction that has the request's set; for write-backs the last of several.</summary>
    private CacheTransaction? Match(in CacheRequest request)
    {
        var set = _directory.SetOf(request.Line);
        CacheTransaction? match = null;
        for (var rest = ~_free; rest != 0; rest &= rest - 1)
        {
            var other = All[BitOperations.TrailingZeroCount(rest)];
            if (other.Set == set && (match == null || request.IsRelease))
            {
                match = other;
            }
        }

        return match;
    }

    private bool IsOvertaken(int set) => (_active >> _normal) != 0 && (Has(_normal, set) || Has(_normal + 1, set));

    private bool Has(int index, int set) => (_active & (1 << index)) != 0 && All[index].Set == set;

    private void LookUp(CacheTransaction transaction)
    {
        WasRead = true;
        var hit = _directory.Read(transaction.Request.Line, out var way);
        transaction.Plan(_directory[transaction.Request.Line, way], way, hit, _now + DirectoryDelay);
    }

    private void Restart(CacheTransaction transaction, in CacheRequest request)
    {
        var repeats = request.Line == transaction.Request.Line;
        var outcome = transaction.Outcome();
        var way = transaction.Way;
        transaction.Allocate(request, transaction.Set);
        if (repeats)
        {
            transaction.Plan(outcome, way, hit: true, _now + 1);
        }
        else
        {
            LookUp(transaction);
        }
    }

    private static bool NextWaiting(CacheTransaction transaction, out CacheRequest next) =>
        transaction.WaitingReleases.TryPeek(out next) || transaction.Waiting.TryPeek(out next);
}
