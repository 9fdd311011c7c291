using System.Globalization;
using System.Text;

namespace Autocomp.Emulator;

/// <summary>Prints accuracy as a table for the console or as the page docs/accuracy.md.</summary>
public static class AccuracyDocument
{
    /// <summary>The error table in Markdown, one row a family.</summary>
    /// <param name="suite">What has run.</param>
    public static string Table(AccuracySuite suite)
    {
        var text = new StringBuilder();
        text.Append("| condition | family | measurements | exact | mean | 95 % within | worst | over 10 % and 8 cycles | bars |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|\n");
        foreach (var family in suite.Families)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {NameOf(family.Condition)} | {family.Family} | {family.Count} | {family.Exact} | {family.Mean:P2} | {family.Percentile95:P2} | {family.Worst:P2} | {family.BeyondWorst} | {(family.Condition == AccuracyCondition.Second ? "none" : family.MeetsBars ? "met" : "missed")} |\n");
        }

        var ranking = suite.Ranking;
        if (ranking.Pairs > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nRanking: {ranking.Workloads} workloads, {ranking.Pairs} pairs of schedules that differ by more than 1 %, Kendall's tau {ranking.Tau:F3}; the schedule that the model calls best is at most {ranking.WorstChoice:P2} above the best.\n");
        }

        return text.ToString();
    }

    /// <summary>The page docs/accuracy.md.</summary>
    /// <param name="suite">What has run.</param>
    /// <param name="source">What was run, for the page's first line.</param>
    public static string Page(AccuracySuite suite, string source) => $"""
        # How accurate the cycles are

        Target `gemmini-int8-16x16` against RTL simulation, {source}. Error = |model - RTL| / RTL, per fenced segment of a trace and per timed region and repetition of a program.

        {Table(suite).TrimEnd()}

        Bars: mean at most 2 %, 95th percentile at most 5 %, worst at most 10 % or 8 cycles for traces and warm programs; mean at most 5 % for cold ones. The second repetition of a program has no bar: Rocket's caches replace at random and are not settled yet.

        ## What is fitted, and what is not

        - **Accelerator**: nothing is fitted. Queues, reservation station, controllers, array, local memory ports, DMA and loop unrollers follow the structure and the parameters of the generator's RTL of 2023; no parameter depends on a trace. The traces served to find mistakes; those of the families `gemm`, `loop_ws`, `loop_ws_multi`, `resadd`, `mvin_*` and `mvout_*` agreed at the first run, at every latency.
        - **Core**: pipeline, predictor, fetch and data cache follow the RTL of the core. Read off retire traces: what a miss in either cache costs and what a dirty eviction adds (parameters `DataMissCycles`, `InstructionMissCycles`, `DirtyEvictionCycles`). Fitted: how often the instruction cache's replacement has stepped before a program starts.
        - **L2 and memory**: hit latency and bandwidth are read off the traces. Fitted on the microbenchmarks of the command interface (family `rocc`): what a line costs that the core holds (`ProbeCycles`, `ProbeSpacing`), turn-around between single-beat reads and writes, misses in flight. The errors of `kernel` and `core_kernel` were watched while these were chosen, and missing mechanisms were found in them (half instructions behind fetch, lines shared after a read by the accelerator), so they are no held-out set; no check that leaves out a family or a memory latency has been run.

        ## What falls short

        - Single microbenchmarks of the families `core` and `rocc` miss the bars: short loops in which predictions overlap with branches in flight, atomic and reserved accesses, fence.i, loads behind narrow stores, single-row reads and writes at once.
        - Cold runs of short kernels: order and overlap of L2 misses are approximated.

        ## What is not checked

        - Real DRAM (row hits, refresh, bank conflicts): the memory has one latency and eight bytes a cycle.
        - Paging: programs run in machine mode, translation never misses.
        - `gemmini-fp32-4x4` and `gemmini-int8-16x16-r2025`: the same model with other parameters, never compared with their RTL; in the 2025 revision stores are serial and loop commands differ.
        - Execute operands in the accumulator: they hang the RTL of 2023; the model lets them pass.
        - Cycles in which core and accelerator miss in the L2 at once: the core's misses don't wait for the accelerator's beats.

        """.ReplaceLineEndings("\n");

    private static string NameOf(AccuracyCondition condition) => condition switch
    {
        AccuracyCondition.Trace => "accelerator alone",
        AccuracyCondition.Warm => "program, warm",
        AccuracyCondition.Second => "program, second run",
        _ => "program, cold",
    };
}
