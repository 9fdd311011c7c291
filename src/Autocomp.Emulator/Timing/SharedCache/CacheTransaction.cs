namespace Autocomp.Emulator.Timing;

/// <summary>A register that sees one request through: evict, fetch, probe, answer, note the new state (MSHR.scala). Requests to the same set wait behind it.</summary>
/// <param name="index">Its number.</param>
internal sealed class CacheTransaction(int index)
{
    private CacheDirectory.Entry _meta;
    private bool _hit;
    private bool _probeAll;
    private bool _probedAway;

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

    public bool MustProbe;
    public bool MustRelease;
    public bool MustFetch;
    public bool MustAnswer;
    public bool MustAcknowledge;
    public bool MustWrite;
    public bool AwaitsProbeFirst;
    public bool AwaitsProbeLast;
    public bool AwaitsProbeData;
    public bool AwaitsReleaseAck;
    public bool AwaitsGrantFirst;
    public bool AwaitsGrantLast;
    public bool AwaitsGrantData;
    public bool AwaitsGrantAck;

    /// <summary>The line that leaves, when one does.</summary>
    public ulong VictimLine => _meta.Line;

    public bool VictimDirty => _meta.Dirty;

    /// <summary>Whether the probe is for the line that leaves; it takes the line away from the core.</summary>
    public bool ProbesVictim => _probeAll;

    public bool ProbeTakesAway => _probeAll || Request.NeedsOwnership;

    public ulong ProbeLine => _probeAll ? _meta.Line : Request.Line;

    /// <summary>Whether the memory need not be read: the whole line is overwritten.</summary>
    public bool FetchesPermissionOnly => Request.Operation == CacheOperation.PutFull && Request.Beats == 4;

    public bool NothingAwaited => !(AwaitsProbeLast || AwaitsReleaseAck || AwaitsGrantLast || AwaitsGrantAck);

    public bool CanFetch => MustFetch && !MustRelease && !MustProbe;

    public bool CanRelease => MustRelease && !AwaitsProbeFirst;

    public bool CanAnswer => MustAnswer && !AwaitsProbeData && !AwaitsGrantData;

    public bool CanAcknowledge => MustAcknowledge && !AwaitsGrantFirst;

    public bool CanWrite => MustWrite && NothingAwaited;

    /// <summary>Whether the core may modify the line that is granted.</summary>
    public bool GrantsOwnership => Request.NeedsOwnership || (_hit ? !_meta.InCore && _meta.State == LineState.Tip : true);

    /// <summary>Whether an upgrade is answered without data: the core still has the line.</summary>
    public bool HonoursUpgrade => Request.Operation == CacheOperation.Upgrade && _hit && _meta.InCore;

    /// <summary>Whether a write-back of the core must wait until the directory has answered.</summary>
    public bool BlocksRelease(long now) => ReadyAt > now;

    /// <summary>Whether a write-back of the core to this set must overtake.</summary>
    public bool NestsRelease => AwaitsProbeFirst || AwaitsGrantFirst;

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
        MustProbe = MustRelease = MustFetch = MustAcknowledge = MustWrite = false;
        AwaitsProbeFirst = AwaitsProbeLast = AwaitsProbeData = false;
        AwaitsReleaseAck = AwaitsGrantFirst = AwaitsGrantLast = AwaitsGrantData = AwaitsGrantAck = false;
        _probeAll = _probedAway = false;
        MustAnswer = true;
        if (Request.IsRelease)
        {
            MustWrite = true;
            return;
        }

        if (!hit)
        {
            PlanMiss();
        }
        else if (meta.InCore && !Request.IsAcquire && (Request.NeedsOwnership || meta.State == LineState.Trunk))
        {
            MustProbe = AwaitsProbeFirst = AwaitsProbeLast = AwaitsProbeData = MustWrite = true;
        }

        if (Request.IsAcquire)
        {
            AwaitsGrantAck = MustWrite = true;
        }

        MustWrite |= Request.IsPut && hit && !meta.Dirty;
    }

    /// <summary>The probed core answered.</summary>
    public void ProbeAnswered(bool hasData, bool last, bool tookAway, ulong line)
    {
        AwaitsProbeFirst = false;
        AwaitsProbeLast &= !last;
        AwaitsProbeData &= !(last || Request.FirstBeat == 0);
        _probedAway |= tookAway;
        if (hasData)
        {
            NoteDirty(line);
        }
    }

    /// <summary>A beat of the line came from memory.</summary>
    public void Granted(bool last)
    {
        AwaitsGrantFirst = false;
        AwaitsGrantLast &= !last;
        AwaitsGrantData &= !(last || Request.FirstBeat == 0);
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

    private void PlanMiss()
    {
        if (_meta.State != LineState.Invalid)
        {
            MustRelease = AwaitsReleaseAck = true;
            if (_meta.InCore)
            {
                MustProbe = AwaitsProbeFirst = AwaitsProbeLast = _probeAll = true;
            }
        }

        MustFetch = MustAcknowledge = MustWrite = true;
        AwaitsGrantFirst = AwaitsGrantLast = AwaitsGrantData = true;
    }
}
