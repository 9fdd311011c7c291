namespace Autocomp;

/// <summary>Which operand stays in the systolic array.</summary>
public enum Dataflow
{
    /// <summary>Partial sums stay: results leave the array when the next operand is loaded.</summary>
    OutputStationary = 0,

    /// <summary>Weights stay: results stream out into the accumulator or the scratchpad.</summary>
    WeightStationary = 1,
}
