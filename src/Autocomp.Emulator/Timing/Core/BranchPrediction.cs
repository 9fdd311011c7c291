namespace Autocomp.Emulator.Timing;

/// <summary>What the predictor said when a word was fetched.</summary>
/// <param name="Entry">Entry of the target buffer that matched; -1 for none.</param>
/// <param name="Taken">Whether the buffer redirects the fetch.</param>
/// <param name="Counter">Direction by the history table.</param>
/// <param name="History">History at that time.</param>
/// <param name="Target">Where the buffer redirects to.</param>
internal readonly record struct BranchPrediction(int Entry, bool Taken, bool Counter, int History, ulong Target);
