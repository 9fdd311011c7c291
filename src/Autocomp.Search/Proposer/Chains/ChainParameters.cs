using System.Globalization;

namespace Autocomp.Search.Proposer;

/// <summary>One point of the space of chain schedules: everything stays in the scratchpad, one fence at the end.</summary>
/// <param name="MergeTransfers">Whether rows of one tensor that stand in a regular distance are moved by one command.</param>
/// <param name="Latency">Steps that the order of products assumes between a product and the use of its result; 0 keeps the order of the source.</param>
/// <param name="LateLoads">Whether an operand is loaded just before its first use instead of at the start.</param>
/// <param name="EarlyStores">Whether a result is stored as soon as it is complete instead of at the end.</param>
/// <param name="SpreadBanks">Whether operands of one product lie in banks of their own.</param>
public sealed record ChainParameters(bool MergeTransfers, int Latency, bool LateLoads, bool EarlyStores, bool SpreadBanks) : SchedulePoint
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"all operands resident, one fence, {(MergeTransfers ? "merged transfers" : "a transfer a row")}, {(Latency == 0 ? "order of the source" : $"order for a latency of {Latency} products")}, loads {(LateLoads ? "before use" : "first")}, stores {(EarlyStores ? "when ready" : "last")}{(SpreadBanks ? ", operands in separate banks" : "")}");
}
