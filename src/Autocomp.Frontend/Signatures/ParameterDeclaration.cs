using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Signatures;

/// <summary>A kernel's parameter before specialisation.</summary>
/// <param name="Symbol">The parameter.</param>
/// <param name="Kind">Tensor, scalar or dimension.</param>
/// <param name="Scalar">Element type or scalar type.</param>
/// <param name="Direction">Of a tensor.</param>
/// <param name="Extents">Of a tensor.</param>
/// <param name="ShapeText">The attribute's text, for messages; null unless a tensor.</param>
/// <param name="MayAlias">Marked so.</param>
/// <param name="Range">Of a scalar.</param>
internal sealed record ParameterDeclaration(
    IParameterSymbol Symbol,
    ParameterKind Kind,
    ScalarType Scalar,
    ParameterDirection Direction,
    ImmutableArray<Extent> Extents,
    AttributeText? ShapeText,
    bool MayAlias,
    ValueRange? Range);
