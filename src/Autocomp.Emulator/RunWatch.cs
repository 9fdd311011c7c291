namespace Autocomp.Emulator;

/// <summary>Cuts a run into slices of a few milliseconds, whether its instructions are cheap or unroll loops, between which the clock and cancellation are looked at.</summary>
internal sealed class RunWatch(TimeProvider clock, TimeSpan limit)
{
    private const long LargestSlice = 20_000_000;
    private const long SmallestSlice = 1_000;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(20);

    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _elapsed;

    /// <summary>Instructions up to the next look.</summary>
    public long Slice { get; private set; } = SmallestSlice;

    /// <summary>Looks at the clock. True when the limit has passed.</summary>
    public bool IsOver()
    {
        TimeSpan now = clock.GetElapsedTime(_start);
        TimeSpan last = now - _elapsed;
        _elapsed = now;
        if (last < Soon) Slice = Math.Min(LargestSlice, Slice * 2);
        else if (last > Late) Slice = Math.Max(SmallestSlice, Slice / 2);
        return limit != Timeout.InfiniteTimeSpan && now > limit;
    }
}
