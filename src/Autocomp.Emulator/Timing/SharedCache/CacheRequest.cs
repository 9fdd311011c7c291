namespace Autocomp.Emulator.Timing;

/// <summary>One request to the shared cache.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="Client">Who asks.</param>
/// <param name="Line">Line number: address / 64.</param>
/// <param name="FirstBeat">First of the line's four beats that is wanted.</param>
/// <param name="Beats">Beats that are wanted.</param>
/// <param name="Id">The client's transaction.</param>
/// <param name="Put">Place of the written data in the put buffer.</param>
internal readonly record struct CacheRequest(CacheOperation Operation, CacheClient Client, ulong Line, int FirstBeat, int Beats, int Id, int Put)
{
    public bool IsPut => Operation is CacheOperation.PutFull or CacheOperation.PutPartial;

    public bool IsAcquire => Operation is CacheOperation.AcquireShared or CacheOperation.AcquireOwned or CacheOperation.Upgrade;

    public bool IsRelease => Operation == CacheOperation.Release;

    /// <summary>Whether nobody else may hold the line afterwards.</summary>
    public bool NeedsOwnership => IsPut || Operation is CacheOperation.AcquireOwned or CacheOperation.Upgrade;
}
