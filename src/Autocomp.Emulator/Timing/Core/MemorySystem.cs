using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>The core's way to the shared cache. The core stands still until the line is there, so the rest of the machine runs on meanwhile.</summary>
/// <param name="target">Whose latencies count.</param>
internal sealed class MemorySystem(TargetDescription target)
{
    /// <summary>Cycles from an access at writeback until its request is at the shared cache.</summary>
    private const int RequestDelay = 1;

    /// <summary>Cycles from the last beat of a line until the access that waited for it is at writeback again. Source: RocketCore.scala, DCache.scala: decode, execute, memory, writeback.</summary>
    private const int ReplayDelay = 3;

    /// <summary>Cycles from an access at writeback until the first beat of the line that it replaces is at the shared cache.</summary>
    private const int WriteBackDelay = 5;

    private readonly TimingParameters _timing = target.Timing;
    private AcceleratorTiming? _machine;
    private SharedCache? _cache;

    /// <summary>The core's data cache, which the shared cache includes.</summary>
    public TagCache CoreData { get; } = new(64, 4, 6);

    /// <summary>Joins the core to the cache and to what runs beside it.</summary>
    public void Connect(AcceleratorTiming machine, SharedCache cache) => (_machine, _cache) = (machine, cache);

    /// <summary>Asks for an instruction line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">When the request is at the shared cache.</param>
    public void StartLine(ulong line, long at) => _cache!.Ask(CacheOperation.Get, CacheClient.CoreInstructions, line, at);

    /// <summary>When the last beat of the instruction line that was asked for is there.</summary>
    public long AwaitLine() => _machine!.AdvanceUntilAnswered(_cache!, CacheClient.CoreInstructions);

    /// <summary>When a data access that misses in the core's cache retires.</summary>
    /// <param name="address">The address.</param>
    /// <param name="start">When it would have.</param>
    /// <param name="writes">Whether it modifies the line.</param>
    /// <param name="frontend">What fetches the access again.</param>
    public long FetchData(ulong address, long start, bool writes, Frontend frontend)
    {
        var line = CoreData.LineOf(address);
        var victim = CoreData.Fill(line, writes, out var victimDirty);
        if (victimDirty)
        {
            _cache!.WriteBack(victim, start + WriteBackDelay);
            start += _timing.DirtyEvictionCycles + frontend.Replay(start);
        }

        var again = frontend.Replay(start);
        var answered = AskForData(writes ? CacheOperation.AcquireOwned : CacheOperation.AcquireShared, line, start + RequestDelay);
        var place = CoreData.Find(line);
        if (place >= 0)
        {
            CoreData.SetShared(place, !_cache!.CoreOwnsLine);
        }

        return answered + ReplayDelay + again;
    }

    /// <summary>When a store retires that hits a line which the core may only read.</summary>
    public long Upgrade(ulong address, int place, long start)
    {
        CoreData.SetShared(place, false);

        // The replacement steps with every grant, whether or not a line comes with it.
        CoreData.Skip(1);
        return AskForData(CacheOperation.Upgrade, CoreData.LineOf(address), start + RequestDelay) + ReplayDelay;
    }

    public void Reset() => CoreData.Clear();

    private long AskForData(CacheOperation operation, ulong line, long at)
    {
        _cache!.Ask(operation, CacheClient.CoreData, line, at);
        return _machine!.AdvanceUntilAnswered(_cache, CacheClient.CoreData);
    }
}
