namespace Autocomp.Emulator.Timing;

/// <summary>The accelerator's cycle, and the earliest later cycle in which anything can change.</summary>
/// <remarks>Every unit that changed something, or that holds something not ready yet, says when to look again; cycles in between are skipped.</remarks>
internal sealed class EventClock
{
    /// <summary>The cycle being evaluated.</summary>
    public long Now;

    /// <summary>The earliest cycle after <see cref="Now"/> in which a unit has something to do; <see cref="long.MaxValue"/> when none has.</summary>
    public long Next = long.MaxValue;

    /// <summary>A register changed: the next cycle must be evaluated.</summary>
    public void Touch() => Next = Now + 1;

    /// <summary>Something becomes ready in <paramref name="cycle"/>.</summary>
    public void WakeAt(long cycle)
    {
        if (cycle < Next)
        {
            Next = cycle > Now ? cycle : Now + 1;
        }
    }
}
