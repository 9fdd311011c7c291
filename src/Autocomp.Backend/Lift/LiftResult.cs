using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>What lift found.</summary>
/// <param name="Operation">The operation, or null when the kernel stays on the host core.</param>
/// <param name="Remark">A sentence: what the nest was recognised as, or which access or statement prevented it.</param>
/// <param name="Span">The place that the remark speaks of.</param>
public sealed record LiftResult(TensorOperation? Operation, string Remark, SourceSpan? Span);
