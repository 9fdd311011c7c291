namespace Autocomp.Emulator;

/// <summary>The model's errors on one family of reference measurements.</summary>
/// <param name="Family">The family.</param>
/// <param name="Condition">What was run, and how warm.</param>
/// <param name="Count">Measurements.</param>
/// <param name="Exact">Measurements met to the cycle.</param>
/// <param name="Mean">Mean absolute error, as a share of the measured cycles.</param>
/// <param name="Percentile95">The error that 95 % of the measurements stay within.</param>
/// <param name="Worst">The largest error.</param>
/// <param name="BeyondWorst">Measurements off by more than both 10 % and 8 cycles.</param>
public sealed record AccuracyFamily(
    string Family,
    AccuracyCondition Condition,
    int Count,
    int Exact,
    double Mean,
    double Percentile95,
    double Worst,
    int BeyondWorst)
{
    /// <summary>Whether the family stays within the bars: mean 2 %, 95th percentile 5 %, worst 10 % or 8 cycles; cold: mean 5 %.</summary>
    public bool MeetsBars => Condition switch
    {
        AccuracyCondition.Cold => Mean <= 0.05,
        _ => Mean <= 0.02 && Percentile95 <= 0.05 && BeyondWorst == 0,
    };
}
