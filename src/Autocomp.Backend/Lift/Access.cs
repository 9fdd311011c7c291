using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>An element of a tensor, by an affine flat index that stays in bounds.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Index">The flat index in elements.</param>
internal sealed record Access(KernelParameter Tensor, LinearForm Index);
