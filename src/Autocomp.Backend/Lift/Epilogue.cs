using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>What is done to an accumulator element before it is stored.</summary>
/// <param name="ScaleParameter">Scalar parameter that multiplies it, or null.</param>
/// <param name="ScaleConstant">Constant that multiplies it when there is no parameter; 1 for none.</param>
/// <param name="Relu">Whether negative results become zero.</param>
/// <param name="Narrow">True: scaled, rounded to nearest even and saturated to the element type. False: stored at full accumulator width, unscaled.</param>
public sealed record Epilogue(KernelParameter? ScaleParameter, float ScaleConstant, bool Relu, bool Narrow);
