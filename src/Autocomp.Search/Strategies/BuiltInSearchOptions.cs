namespace Autocomp.Search.Strategies;

/// <summary>How the built-in search spends its evaluations.</summary>
public sealed record BuiltInSearchOptions
{
    /// <summary>Points of the analytical ranking that are measured first.</summary>
    /// <value>Default 8.</value>
    public int FirstPoints { get; init; } = 8;

    /// <summary>Points kept after each step.</summary>
    /// <value>Default 3.</value>
    public int BeamWidth { get; init; } = 3;

    /// <summary>Moves measured from each kept point in one step.</summary>
    /// <value>Default 4.</value>
    public int MovesPerPoint { get; init; } = 4;

    /// <summary>Steps without gain after which the search ends.</summary>
    /// <value>Default 3.</value>
    public int Patience { get; init; } = 3;

    /// <summary>Share of the array's peak at which the search ends.</summary>
    /// <value>Default 0.99.</value>
    public double EnoughOfPeak { get; init; } = 0.99;

    /// <summary>Whether schedules may use the hardware's loop commands.</summary>
    /// <value>Default true.</value>
    public bool LoopCommands { get; init; } = true;
}
