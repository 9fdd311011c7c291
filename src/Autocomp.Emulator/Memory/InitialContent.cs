namespace Autocomp.Emulator;

/// <summary>What bytes of a region hold before anything writes them.</summary>
public enum InitialContent
{
    /// <summary>Zero, and readable at once.</summary>
    Zero,

    /// <summary>A pattern from the poison seed; reading a byte before it is written is <see cref="FaultKind.PoisonRead"/>.</summary>
    Poison,
}
