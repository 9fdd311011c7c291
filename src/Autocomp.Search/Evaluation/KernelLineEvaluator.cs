using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Search.Evaluation;

/// <summary>Adds to each fault the kernel's lines that the faulting line of the schedule works for.</summary>
/// <remarks>The children know a kernel's signature only; its body is here.</remarks>
/// <param name="inner">Evaluates.</param>
/// <param name="kernel">The kernel with its body.</param>
internal sealed class KernelLineEvaluator(IEvaluator inner, KernelInfo kernel) : IEvaluator
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation) =>
        [.. (await inner.EvaluateAsync(requests, cancellation).ConfigureAwait(false)).Select(Explain)];

    private EvaluationResult Explain(EvaluationResult result)
    {
        if (result is not { Line: { } line, CanonicalText: { } text } || !KernelLines.Of(kernel, text).TryGetValue(line, out ImmutableArray<int> lines)) return result;
        string listed = string.Join(", ", lines.Select(l => l.ToString(CultureInfo.InvariantCulture)));
        return result with { Message = $"{result.Message}; it stands for the kernel's line{(lines.Length == 1 ? "" : "s")} {listed} in {Path.GetFileName(kernel.Span.Path)}" };
    }
}
