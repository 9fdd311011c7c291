namespace Autocomp.Emulator.Timing;

/// <summary>Which reference measurements parameters are chosen on; all others check them.</summary>
internal static class AccuracySplit
{
    private static readonly string[] s_fittedFamilies = ["core", "rocc"];

    /// <summary>The role of a measurement.</summary>
    /// <param name="condition">What was run.</param>
    /// <param name="family">Its family.</param>
    /// <param name="extraLatency">Cycles added to the memory behind the L2; parameters are chosen at 0.</param>
    public static AccuracyRole RoleOf(AccuracyCondition condition, string family, int extraLatency)
    {
        if (condition == AccuracyCondition.Trace)
        {
            return AccuracyRole.NothingFitted;
        }

        return extraLatency != 0 ? AccuracyRole.LatencyLeftOut
            : s_fittedFamilies.Contains(family, StringComparer.Ordinal) ? AccuracyRole.Fitted : AccuracyRole.FamilyLeftOut;
    }
}
