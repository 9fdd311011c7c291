namespace Autocomp.Emulator.Timing;

/// <summary>A register that sees one request through: evict, fetch, probe, answer, note the new state (MSHR.scala). Requests to the same set wait behind it.</summary>
/// <param name="index">Its number.</param>
internal sealed class CacheTransaction(int index)
{
    private CacheDirectory.Entry _meta;
    private bool _hit;
    private bool _probeAll;
    private bool _probedAway;
    private Work _must;
    private Event _awaited;

    public int Index { get; } = index;

    public bool IsActive { get; set; }

    public CacheRequest Request;

    public int Set;

    public int Way { get; private set; }

    /// <summary>From when on it can be scheduled; <see cref="long.MaxValue"/> while it waits for the directory.</summary>
    public long ReadyAt { get; set; }

    /// <summary>Requests of the accelerator and misses of the core that wait for this set.</summary>
    public Queue<CacheRequest> Waiting { get; } = new();

    /// <summary>Write-backs of the core that wait for this set.</summary>
    public Queue<CacheRequest> WaitingReleases { get; } = new();

    /// <summary>What it could do now if every resource were free.</summary>
    public Work Pending { get; private set; }

    /// <summary>The line that leaves, when one does.</summary>
    public ulong VictimLine => _meta.Line;

    public bool VictimDirty => _meta.Dirty;

    /// <summary>Whether the probe is for the line that leaves; it takes the line away from the core.</summary>
    public bool ProbesVictim => _probeAll;

    public bool ProbeTakesAway => _probeAll || Request.NeedsOwnership;

    public ulong ProbeLine => _probeAll ? _meta.Line : Request.Line;

    /// <summary>Whether the memory need not be read: the whole line is overwritten.</summary>
    public bool FetchesPermissionOnly => Request.Operation == CacheOperation.PutFull && Request.Beats == 4;

    public bool NothingAwaited => (_awaited & (Event.ProbeLast | Event.ReleaseAck | Event.GrantLast | Event.GrantAck)) == 0;

    /// <summary>Whether the core may modify the line that is granted.</summary>
    public bool GrantsOwnership => Request.NeedsOwnership || (_hit ? !_meta.InCore && _meta.State == LineState.Tip : true);

    /// <summary>Whether an upgrade is answered without data: the core still has the line.</summary>
    public bool HonoursUpgrade => Request.Operation == CacheOperation.Upgrade && _hit && _meta.InCore;

    /// <summary>Whether a write-back of the core must wait until the directory has answered.</summary>
    public bool BlocksRelease(long now) => ReadyAt > now;

    /// <summary>Whether a write-back of the core to this set must overtake.</summary>
    public bool NestsRelease => (_awaited & (Event.ProbeFirst | Event.GrantFirst)) != 0;

    /// <summary>A nested write-back made the line dirty that this transaction found.</summary>
    public void NoteDirty(ulong line)
    {
        if (_meta.State != LineState.Invalid && _meta.Line == line)
        {
            _meta.Dirty = true;
        }
    }

    /// <summary>Takes a request in; the directory's answer follows by <see cref="Plan"/>.</summary>
    public void Allocate(in CacheRequest request, int set)
    {
        Request = request;
        Set = set;
        IsActive = true;
        ReadyAt = long.MaxValue;
    }

    /// <summary>What has to be done, from what the directory says of the line.</summary>
    public void Plan(in CacheDirectory.Entry meta, int way, bool hit, long readyAt)
    {
        (_meta, Way, _hit, ReadyAt) = (meta, way, hit, readyAt);
        _probeAll = _probedAway = false;
        (_must, _awaited) = (Work.Answer, Event.None);
        if (Request.IsRelease)
        {
            _must |= Work.Write;
        }
        else
        {
            PlanRequest();
        }

        Refresh();
    }

    /// <summary>The work that was pending is done.</summary>
    public void Scheduled()
    {
        _must &= ~Pending;
        Refresh();
    }

    /// <summary>The probed core answered.</summary>
    public void ProbeAnswered(bool hasData, bool last, bool tookAway, ulong line)
    {
        _awaited &= ~(last ? Event.ProbeFirst | Event.ProbeLast | Event.ProbeData : Request.FirstBeat == 0 ? Event.ProbeFirst | Event.ProbeData : Event.ProbeFirst);
        _probedAway |= tookAway;
        if (hasData)
        {
            NoteDirty(line);
        }

        Refresh();
    }

    /// <summary>A beat of the line came from memory.</summary>
    public void Granted(bool last)
    {
        _awaited &= ~(last ? Event.GrantFirst | Event.GrantLast | Event.GrantData : Request.FirstBeat == 0 ? Event.GrantFirst | Event.GrantData : Event.GrantFirst);
        Refresh();
    }

    /// <summary>Memory has taken the line that left.</summary>
    public void ReleaseAcknowledged()
    {
        _awaited &= ~Event.ReleaseAck;
        Refresh();
    }

    /// <summary>The core has taken the line.</summary>
    public void GrantAcknowledged()
    {
        _awaited &= ~Event.GrantAck;
        Refresh();
    }

    /// <summary>The line's state when all is done.</summary>
    public CacheDirectory.Entry Outcome()
    {
        if (Request.IsRelease)
        {
            return _meta with { Dirty = true, State = LineState.Tip, InCore = false };
        }

        var alone = Request.NeedsOwnership || !_hit;
        var state = alone
            ? Request.IsAcquire ? LineState.Trunk : LineState.Tip
            : Request.IsAcquire && _meta.State == LineState.Tip && !_meta.InCore ? LineState.Trunk : LineState.Tip;
        return new CacheDirectory.Entry
        {
            Line = Request.Line,
            State = state,
            Dirty = (_hit && _meta.Dirty) || Request.IsPut,
            InCore = Request.IsAcquire || (_hit && _meta.InCore && !_probedAway),
        };
    }

    public void Reset()
    {
        IsActive = false;
        Waiting.Clear();
        WaitingReleases.Clear();
    }

    private void PlanRequest()
    {
        if (!_hit)
        {
            PlanMiss();
        }
        else if (_meta.InCore && !Request.IsAcquire && (Request.NeedsOwnership || _meta.State == LineState.Trunk))
        {
            _must |= Work.Probe | Work.Write;
            _awaited |= Event.ProbeFirst | Event.ProbeLast | Event.ProbeData;
        }

        if (Request.IsAcquire)
        {
            _must |= Work.Write;
            _awaited |= Event.GrantAck;
        }

        if (Request.IsPut && _hit && !_meta.Dirty)
        {
            _must |= Work.Write;
        }
    }

    private void PlanMiss()
    {
        if (_meta.State != LineState.Invalid)
        {
            _must |= Work.Release;
            _awaited |= Event.ReleaseAck;
            if (_meta.InCore)
            {
                _must |= Work.Probe;
                _awaited |= Event.ProbeFirst | Event.ProbeLast;
                _probeAll = true;
            }
        }

        _must |= Work.Fetch | Work.Acknowledge | Work.Write;
        _awaited |= Event.GrantFirst | Event.GrantLast | Event.GrantData;
    }

    /// <summary>The order of the steps: evict when the core has answered, fetch after that, answer when the data is there, note the state when nothing is awaited any more.</summary>
    private void Refresh()
    {
        var pending = _must;
        if ((_must & (Work.Release | Work.Probe)) != 0)
        {
            pending &= ~Work.Fetch;
        }

        if ((_awaited & Event.ProbeFirst) != 0)
        {
            pending &= ~Work.Release;
        }

        if ((_awaited & (Event.ProbeData | Event.GrantData)) != 0)
        {
            pending &= ~Work.Answer;
        }

        if ((_awaited & Event.GrantFirst) != 0)
        {
            pending &= ~Work.Acknowledge;
        }

        Pending = NothingAwaited ? pending : pending & ~Work.Write;
    }

    /// <summary>Steps of a transaction.</summary>
    [Flags]
    internal enum Work : byte
    {
        None = 0,

        /// <summary>Ask the core for a line back.</summary>
        Probe = 1,

        /// <summary>Evict the line that leaves.</summary>
        Release = 2,

        /// <summary>Ask memory for the line.</summary>
        Fetch = 4,

        /// <summary>Answer the client.</summary>
        Answer = 8,

        /// <summary>Acknowledge the line to memory.</summary>
        Acknowledge = 16,

        /// <summary>Note the new state.</summary>
        Write = 32,
    }

    [Flags]
    private enum Event : byte
    {
        None = 0,
        ProbeFirst = 1,
        ProbeLast = 2,
        ProbeData = 4,
        ReleaseAck = 8,
        GrantFirst = 16,
        GrantLast = 32,
        GrantData = 64,
        GrantAck = 128,
    }
}
