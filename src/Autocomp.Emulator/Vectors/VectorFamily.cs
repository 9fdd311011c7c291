namespace Autocomp.Emulator;

/// <summary>The cases of one family of golden vectors.</summary>
/// <param name="Config">The machine: <c>gemmini-int8</c>, <c>gemmini-fp32</c> or <c>rv64</c>.</param>
/// <param name="Name">The family: the case names' first part.</param>
/// <param name="Cases">How many there are.</param>
/// <param name="Passed">How many match in full.</param>
/// <param name="FirstMismatch">The first case that does not, with what differs; null when all match.</param>
public sealed record VectorFamily(string Config, string Name, int Cases, int Passed, string? FirstMismatch);
