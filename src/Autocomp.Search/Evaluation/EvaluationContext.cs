using Autocomp.Backend.Lift;
using Autocomp.Isa;

namespace Autocomp.Search.Evaluation;

/// <summary>What all evaluations of one kernel on one target share. Serialisable; with a request it decides the result.</summary>
/// <param name="Kernel">The kernel without its body.</param>
/// <param name="Operation">What it was lifted to; null for a kernel that stays on the host core, whose schedules may branch on data.</param>
/// <param name="Target">The machine.</param>
/// <param name="TrialFolder">Folder with the expected outputs of the plans that will be asked for.</param>
public sealed record EvaluationContext(
    KernelSignature Kernel,
    TensorOperation? Operation,
    TargetDescription Target,
    string TrialFolder)
{
    /// <summary>What a candidate may be and use.</summary>
    public EvaluationLimits Limits { get; init; } = new();

    /// <summary>An LLVM library that the user named, or null for the usual search.</summary>
    public string? LlvmPath { get; init; }
}
