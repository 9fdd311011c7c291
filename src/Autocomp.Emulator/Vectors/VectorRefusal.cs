namespace Autocomp.Emulator;

/// <summary>Golden vectors that the strict policy refuses for one reason.</summary>
/// <param name="Reason">The kind of fault, and the difference between libgemmini and the RTL when that is it.</param>
/// <param name="Cases">How many.</param>
/// <param name="Example">The name of the first.</param>
public sealed record VectorRefusal(string Reason, int Cases, string Example);
