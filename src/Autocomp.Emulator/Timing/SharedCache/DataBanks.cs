namespace Autocomp.Emulator.Timing;

/// <summary>Who uses which of the eight 8-byte banks of the shared cache's data in the current cycle; who asks first has priority (BankedStore.scala).</summary>
internal sealed class DataBanks
{
    private int _used;

    /// <summary>A cycle starts.</summary>
    public void Clear() => _used = 0;

    /// <summary>Asks for the two banks of a 16-byte beat of the clients' side. They are blocked for those behind even when this fails.</summary>
    public bool TryInner(int beat) => Try(3 << (2 * (beat & 3)));

    /// <summary>Asks for the bank of an 8-byte beat of the memory side.</summary>
    public bool TryOuter(int beat) => Try(1 << (beat & 7));

    private bool Try(int mask)
    {
        var free = (_used & mask) == 0;
        _used |= mask;
        return free;
    }
}
