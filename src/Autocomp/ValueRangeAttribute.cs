namespace Autocomp;

/// <summary>Promises that a scalar parameter stays within a range, both ends included. Trials draw from it and the lift relies on it.</summary>
/// <param name="low">Smallest value.</param>
/// <param name="high">Largest value.</param>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class ValueRangeAttribute(double low, double high) : Attribute
{
    /// <summary>Smallest value.</summary>
    public double Low { get; } = low;

    /// <summary>Largest value.</summary>
    public double High { get; } = high;
}
