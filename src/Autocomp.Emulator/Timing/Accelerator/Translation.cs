namespace Autocomp.Emulator.Timing;

/// <summary>The register in front of the shared TLB: a request to another page than the last goes to the TLB one cycle later; if both engines do so in one cycle, one of them tries again (FrontendTLB.scala). Translation itself never misses in machine mode.</summary>
internal sealed class Translation
{
    private const int PageBits = 12;
    private readonly ulong[] _page = [ulong.MaxValue, ulong.MaxValue];
    private int _lastGrant;

    public const int Writer = 0;
    public const int Reader = 1;

    public bool IsSamePage(int client, ulong address) => _page[client] == address >> PageBits;

    /// <summary>Who gets the TLB when both ask in one cycle.</summary>
    /// <returns>The client served.</returns>
    public int Arbitrate(bool writer, bool reader)
    {
        var granted = writer && reader ? 1 - _lastGrant : writer ? Writer : Reader;
        _lastGrant = granted;
        return granted;
    }

    public void Remember(int client, ulong address) => _page[client] = address >> PageBits;

    public void Reset()
    {
        _page[0] = _page[1] = ulong.MaxValue;
        _lastGrant = 0;
    }
}
