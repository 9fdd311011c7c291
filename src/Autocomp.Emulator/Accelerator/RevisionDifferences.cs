namespace Autocomp.Emulator;

/// <summary>Something that libgemmini (the functional simulator) and the RTL do differently.</summary>
/// <param name="Text">Both behaviours.</param>
/// <param name="Source">Where they can be read.</param>
/// <param name="Advice">What to write instead, as a sentence.</param>
internal sealed record RevisionDifference(string Text, string Source, string Advice)
{
    private static int s_count;

    /// <summary>Tells differences apart.</summary>
    public int Number { get; } = ++s_count;
}

/// <summary>All differences that the strict policy refuses. Sources are files of the public Gemmini RTL and of libgemmini (gemmini.cc).</summary>
internal static class RevisionDifferences
{
    public static readonly RevisionDifference KeepScale = new(
        "a scale of all ones keeps the old scale in the RTL and is a NaN in libgemmini",
        "StoreController.scala:237", "Give the scale.");

    public static readonly RevisionDifference OneDimensionalStore = new(
        "a pool size without a pool stride selects a one-dimensional store in the RTL and nothing in libgemmini",
        "StoreController.scala:74", "Set poolSize to 0.");

    public static readonly RevisionDifference NoNormalizations = new(
        "this target has no normalisation hardware, but libgemmini computes layer normalisation, softmax and iGELU always",
        "GemminiConfigs.scala:92, StoreController.scala:139", "Compute it on the core.");

    public static readonly RevisionDifference StickySoftmax = new(
        "libgemmini keeps softmax when the activation is set to none, the RTL clears it",
        "gemmini.cc config()", "Set another activation first.");

    public static readonly RevisionDifference AccumulatorOperand = new(
        "operands of preload and compute in the accumulator are scaled on the way in the RTL of 2025, hang the RTL of 2023, and end libgemmini",
        "ExecuteController.scala, gemmini.cc compute()", "Move the rows to the scratchpad first.");

    public static readonly RevisionDifference ShiftIntoAccumulator = new(
        "the RTL shifts output-stationary results that go to the accumulator, libgemmini does not",
        "PE.scala:104, gemmini.cc compute()", "Set inShift to 0, or store the result in the scratchpad.");

    public static readonly RevisionDifference WideOutputStationarySum = new(
        "an output-stationary sum above 20 bits is clipped where it leaves the array in the RTL and is kept by libgemmini",
        "PE.scala:104, GemminiConfigs.scala spatialArrayOutputType", "Use the weight-stationary dataflow.");

    public static readonly RevisionDifference OutputStationaryStride = new(
        "the RTL writes output-stationary rows in reverse order, so a result stride other than 1 places them differently",
        "ExecuteController.scala:907", "Set cStride to 1.");

    public static readonly RevisionDifference ContinuedSums = new(
        "output-stationary sums that were written and then continued leave the array at the next preload in the RTL and at each compute in libgemmini",
        "MeshWithDelays.scala, gemmini.cc compute()", "Give Garbage as the result until the last compute of a chain.");

    public static readonly RevisionDifference ReluWithNegativeScale = new(
        "ReLU comes before the scale in the RTL and after it in libgemmini",
        "AccumulatorScale.scala:118", "Use a scale of 0 or above.");

    public static readonly RevisionDifference HugeScale = new(
        "a scale that is not finite, or of 2^32 and above, overflows the conversion in libgemmini and saturates in the RTL",
        "gemmini_params.h ACC_SCALE, AccumulatorScale.scala", "Use a finite scale below 2^32.");

    public static readonly RevisionDifference GarbageA = new(
        "A at the garbage address is zeros in the RTL and uninitialised in libgemmini",
        "ExecuteController.scala, gemmini.cc compute()", "Load zeros and multiply with them.");

    public static readonly RevisionDifference LoopReuseWithoutId = new(
        "A or B at address 0 without a scratchpad id is looked for in the loop slot's own half by the RTL and in the first half by libgemmini",
        "LoopMatmul.scala:1294, gemmini.cc loop_ws()", "Load it again, or name the half with aSpadId and bSpadId on a target that has them.");

    public static readonly RevisionDifference LoopTooLarge = new(
        "libgemmini refuses a loop that does not fit half the scratchpad and half the accumulator, the RTL wraps around",
        "gemmini.cc loop_ws()", "Use smaller tiles.");

    public static readonly RevisionDifference ConvActivation = new(
        "libgemmini reads the activation of loop_conv_ws as none or ReLU only",
        "gemmini.cc loop_conv_ws()", "Use none or ReLU.");

    public static readonly RevisionDifference PixelRepeatBelowHalf = new(
        "the RTL drops repeated pixels below the half of the scratchpad that the row is in, libgemmini those below row 0",
        "PixelRepeater.scala:60", "Leave room below the first row.");

    public static readonly RevisionDifference CounterValue = new(
        "counters count cycles in the RTL and random numbers in libgemmini",
        "CounterFile.scala:234, gemmini.cc counter_increment_random()", "Keep counters out of kernels.");

    public static readonly RevisionDifference UndefinedBits = new(
        "operand bits outside every field have a meaning in some revisions of the RTL and none in libgemmini",
        "LoopMatmul.scala:1075", "Leave them zero.");

    public static readonly RevisionDifference NewerBits = new(
        "operand bits that the revision of 2025 defines have no meaning, or another one, in the revision of 2023",
        "LoopMatmul.scala and LoopConv.scala of either year", "Leave them zero; a program built with headers of 2023-05 or later runs on a target of the revision of 2025, such as gemmini-int8-16x16-r2025.");

    public static readonly RevisionDifference StatisticsSet = new(
        "libgemmini has four sets of statistics and writes beyond them, the RTL has as many as it was built with",
        "libgemmini gemmini.h NORM_STAT_IDS", "Use a statId of 0 to 3.");

    public static readonly RevisionDifference SoftmaxScale = new(
        "with softmax the RTL scales by the statistics only, libgemmini by the scale of config_st too",
        "AccumulatorScale.scala:130, gemmini.cc mvout()", "Use a scale of 1.");

    public static readonly RevisionDifference LayerNormRounding = new(
        "layer normalisation rounds to the nearest even and ignores the scale of config_st in the RTL, libgemmini rounds towards zero and scales",
        "AccumulatorScale.scala:118-138, gemmini.cc apply_pre_activation_acc()", "Compute it on the core.");

    public static readonly RevisionDifference UnknownToLibgemmini = new(
        "clock gating and the external scratchpad commands exist in the RTL of 2025 only",
        "Controller.scala:233, LoopMatmul.scala:1075", "Leave it out.");

    public static readonly RevisionDifference UnknownToRtl = new(
        "funct7 127 is a fence in libgemmini and stops the RTL",
        "gemmini.cc, ReservationStation.scala", "Use Gemmini.Fence(), the RISC-V fence.");

    public static readonly RevisionDifference WeightsChangedAfterPreload = new(
        "a preload reads its operand at once in the RTL and at the compute in libgemmini, and it changed in between",
        "ExecuteController.scala, gemmini.cc compute()", "Issue the compute right after its preload.");

    public static readonly RevisionDifference OperandStillInArray = new(
        "the RTL waits for a result in the array only when the operand begins at the same row, so it would read old values",
        "ExecuteController.scala:212", "Begin the operand at the result's first row, or issue config_ex between.");

    /// <summary>All of them, in the order in which they stand above.</summary>
    public static IReadOnlyList<RevisionDifference> All { get; } =
        [.. typeof(RevisionDifferences).GetFields().Select(field => field.GetValue(null)).OfType<RevisionDifference>().OrderBy(difference => difference.Number)];
}
