namespace Autocomp.Emulator.Timing;

/// <summary>A change of the branch predictor that fetches see some cycles later.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="At">The first fetch, by the time at which its instruction would retire, that sees it.</param>
/// <param name="Taken">The direction that enters history or table.</param>
/// <param name="Index">Place in the table; the history to restore; the entry to replace or -1.</param>
/// <param name="Word">The word of a target.</param>
/// <param name="Target">The target, or a return address.</param>
/// <param name="Branch">What kind of transfer it is.</param>
internal readonly record struct PredictorUpdate(PredictorUpdate.What Kind, long At, bool Taken = false, int Index = 0, ulong Word = 0, ulong Target = 0, BranchKind Branch = BranchKind.None)
{
    /// <summary>What changes.</summary>
    internal enum What : byte
    {
        History,
        Table,
        Target,
        Call,
        Return,
    }
}
