namespace Autocomp.Emulator;

/// <summary>What one function of a program cost by itself, without those that it called.</summary>
/// <param name="Name">Its symbol; the nearest one below for code that no symbol covers.</param>
/// <param name="Instructions">Core instructions retired in it.</param>
/// <param name="Cycles">Cycles that passed while the core was in it or waited for it.</param>
public sealed record FunctionProfile(string Name, long Instructions, long Cycles);
