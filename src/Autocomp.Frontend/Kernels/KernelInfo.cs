using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Kernels;

/// <summary>Every fact of one specialised kernel: what later stages know about the user's method.</summary>
/// <param name="MetadataName">Namespace, type and method: <c>Sample.Layers.Dense</c>.</param>
/// <param name="Specialization">The sizes fixed here.</param>
/// <param name="Symbol">The C symbol, unique in the project: <c>Sample_Layers_Dense_k64_m32_n10</c>.</param>
/// <param name="Parameters">In C# order, dimensions included.</param>
/// <param name="Body">The body with helpers inlined and constants folded.</param>
/// <param name="Span">The method's name in source, for diagnostics.</param>
public sealed record KernelInfo(
    string MetadataName,
    Specialization Specialization,
    string Symbol,
    ImmutableArray<KernelParameter> Parameters,
    Statement.Block Body,
    SourceSpan Span)
{
    /// <summary>The name for messages and files: <c>Sample.Layers.Dense(k=64, m=32, n=10)</c>.</summary>
    public string DisplayName => Specialization.Dimensions.IsEmpty ? MetadataName : $"{MetadataName}({Specialization})";

    /// <summary>Parameters of the C function, in order: all but dimensions.</summary>
    public IEnumerable<KernelParameter> AbiParameters => Parameters.Where(p => p.Kind != ParameterKind.Dimension);
}
