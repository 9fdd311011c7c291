namespace Autocomp.Emulator;

/// <summary>What one schedule line cost.</summary>
/// <param name="Line">The line.</param>
/// <param name="Instructions">Core instructions retired on it.</param>
/// <param name="Cycles">Cycles that passed while the core was on it or waited for it.</param>
public sealed record LineProfile(SourceLine Line, long Instructions, long Cycles);
