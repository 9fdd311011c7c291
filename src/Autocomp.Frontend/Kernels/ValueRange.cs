namespace Autocomp.Frontend.Kernels;

/// <summary>The values that a runtime scalar may take, both ends included (<c>[ValueRange]</c>).</summary>
/// <param name="Low">Smallest value.</param>
/// <param name="High">Largest value.</param>
public readonly record struct ValueRange(double Low, double High);
