namespace Autocomp.Emulator.Timing;

/// <summary>One measured figure with the model's.</summary>
/// <param name="Condition">What was run, and how warm.</param>
/// <param name="Family">Its family.</param>
/// <param name="Role">Whether parameters were chosen on it.</param>
/// <param name="Reference">Measured cycles.</param>
/// <param name="Model">The model's cycles.</param>
internal readonly record struct Measurement(AccuracyCondition Condition, string Family, AccuracyRole Role, long Reference, long Model)
{
    private const double AbsoluteBar = 8;

    /// <summary>Difference as a share of the measured cycles.</summary>
    public double Error => Math.Abs(Model - Reference) / (double)Math.Max(Reference, 1);

    /// <summary>Whether it is off by more than both 10 % and 8 cycles.</summary>
    public bool IsBeyondWorst => Math.Abs(Model - Reference) > AbsoluteBar && Math.Abs(Model - Reference) > 0.1 * Reference;
}
