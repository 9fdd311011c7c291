using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>What lift found.</summary>
/// <param name="Operation">The operation, or null when the kernel stays on the host core.</param>
/// <param name="Remark">A sentence: what the kernel was recognised as, or which access or statement prevented it.</param>
/// <param name="Span">The place that the remark speaks of.</param>
public sealed record LiftResult(TensorOperation? Operation, string Remark, SourceSpan? Span)
{
    /// <summary>The nests of the kernel in program order, each with its own remark.</summary>
    public ImmutableArray<LiftedNest> Nests { get; init; } = [];

    /// <summary>The tensors of lifted nests that are <c>stackalloc</c> locals of the kernel.</summary>
    public StackBuffers Buffers { get; init; } = StackBuffers.None;
}
