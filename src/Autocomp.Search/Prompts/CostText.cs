using Autocomp.Isa;

namespace Autocomp.Search.Prompts;

/// <summary>The costs of a target in words for a prompt: sizes from its description, cycles as measured on its timing model.</summary>
public static class CostText
{
    /// <summary>The section on costs.</summary>
    /// <param name="target">The machine.</param>
    /// <returns>Its lines.</returns>
    public static string Of(TargetDescription target)
    {
        MachineCosts costs = MachineCosts.Of(target);
        TimingParameters timing = target.Timing;
        int dim = target.Dim, wide = target.MaxBlockLength * dim, inFlight = (timing.MaxRequestsInFlight / dim) + 1;
        return FormattableString.Invariant(
            $"""
            # Costs
            In cycles; data in the shared cache unless said otherwise.
            - Units: load, execute and store work side by side, each in its own order; a command waits only for older commands of other units that touch the same local rows. So a load that is issued now lands beside the computes that were issued before it and are still queued.
            - Queues: {timing.ReservationLoadEntries} loads, {timing.ReservationExecuteEntries} preloads and computes ({timing.ReservationExecuteEntries / 2} pairs), {timing.ReservationStoreEntries} stores. An entry is free again when a load's rows are written, a store's rows are read, a compute's rows are fed, a preload's result is written. A command that finds its queue full stops the core, and with it all commands behind it: interleave. The core's lead over the array is at most {costs.Lead} cycles; what it does for longer between two pairs leaves the array idle.
            - Array: a pair of preload and compute takes {costs.Pair} cycles when the next pair is already there, twice that when it is not ("preload alone"); with kept weights as many as A has rows, at least 4. A result is written {costs.PairLatency} cycles after its pair is issued to an idle array; adding to the same rows again and again waits for nothing. ConfigEx between two pairs waits until the array is empty and costs {costs.Reconfiguration}: once is enough. ConfigLd and ConfigSt cost their issue only.
            - Loads: {inFlight} Mvin commands and {timing.MaxRequestsInFlight} requests are in flight; a row in main memory is a request for each {timing.DmaMaxBytes} bytes begun, and {timing.DmaBeatBytes} bytes a cycle come back. The first row is there {costs.FirstRow} cycles after the issue ({costs.FirstRowFromMemory} from memory behind the cache). In a row, an Mvin of {wide} columns and {dim} rows takes {costs.WideLoad} cycles ({costs.WideLoadFromMemory} from memory), one of {dim} columns {costs.NarrowLoad}. Scale 1 and null (zeros) cost nothing more{(target.Element == ElementType.Int8 ? ", other scales 4 cycles for each local row" : "")}.
            - Stores: in a row, an Mvout of {dim} columns and {dim} rows takes {costs.NarrowStore} cycles, one of {wide} columns {costs.WideStore}; the last one holds the fence back for {costs.LastStore}. A store cannot read an accumulator bank in a cycle in which a result or a load is added to that bank (overwriting does not hinder it): store from one bank while the other fills.
            - Scratchpad: each bank serves one row a cycle: results first, then loads, then A, then B of the next preload, then stores. A row that is loaded into the bank of A or B costs the array a cycle; A and B in one bank cost every row twice.
            - Core: in order, an instruction a cycle; a command with its operands in registers {costs.Command}. The branch back of a loop {costs.Branch}, the end of a long loop {costs.Misprediction} more (mispredicted); a load that is used at once {costs.LoadUse}, a multiplication {costs.Multiplication} to {costs.LongMultiplication} and a division {costs.Division} to {costs.LongDivision} by the size of the first operand (powers of two are shifts). With a pair every {costs.Pair} cycles there is room for {costs.Pair - 2} other instructions a pair.
            - Fence waits until everything has finished: one at the end is the rule. The smallest kernel (load A and B, one pair, store, fence) takes {costs.SmallestKernel} cycles: that is the floor of start and end.
            - Shared cache ({timing.SharedCacheSets * timing.SharedCacheWays * 64 / 1024} KiB) and memory are modelled; address translation never misses.

            """).ReplaceLineEndings("\n").TrimEnd('\n');
    }
}
