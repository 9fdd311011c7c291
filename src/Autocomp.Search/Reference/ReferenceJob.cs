using Autocomp.Backend.Lift;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Reference;

/// <summary>One kernel whose expected outputs are wanted.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Operation">What it was lifted to, or null; decides amplitudes of inputs only.</param>
/// <param name="Assembly">Its reference.</param>
/// <param name="TrialFolder">Folder of this meaning of this kernel, for expectations and the assembly.</param>
public sealed record ReferenceJob(KernelSignature Kernel, TensorOperation? Operation, ReferenceAssembly Assembly, string TrialFolder);
