using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Search.Evaluation;

/// <summary>A kernel without its body: what an evaluating process needs to know. Serialisable.</summary>
/// <param name="MetadataName">Namespace, type and method.</param>
/// <param name="Specialization">The sizes fixed here.</param>
/// <param name="Symbol">The C symbol.</param>
/// <param name="Parameters">In C# order, dimensions included.</param>
/// <param name="Span">The method's name in source.</param>
public sealed record KernelSignature(
    string MetadataName,
    Specialization Specialization,
    string Symbol,
    ImmutableArray<KernelParameter> Parameters,
    SourceSpan Span)
{
    /// <summary>The signature of a kernel.</summary>
    public static KernelSignature Of(KernelInfo kernel) =>
        new(kernel.MetadataName, kernel.Specialization, kernel.Symbol, kernel.Parameters, kernel.Span);

    /// <summary>The kernel with an empty body, for stages that read the signature only.</summary>
    public KernelInfo ToKernelInfo() =>
        new(MetadataName, Specialization, Symbol, Parameters, new Statement.Block([]), Span);

    /// <summary>Parameters of the C function, in order.</summary>
    public IEnumerable<KernelParameter> AbiParameters() => Parameters.Where(p => p.Kind != ParameterKind.Dimension);
}
