using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>The sums behind one result.</summary>
/// <param name="Depth">Products in one sum.</param>
/// <param name="Addends">Elements that are added without a product, a bias aside.</param>
/// <param name="Epilogue">What happens to them.</param>
/// <param name="Bias">What starts them, or null.</param>
public sealed record ResultSum(int Depth, int Addends, Epilogue Epilogue, KernelParameter? Bias);
