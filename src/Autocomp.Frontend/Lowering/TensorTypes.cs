using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Lowering;

/// <summary>The C# types that stand for tensors.</summary>
internal static class TensorTypes
{
    /// <summary>Whether the type is a span, a tensor span or an array.</summary>
    public static bool IsTensor(ITypeSymbol? type) => ElementOf(type) is not null;

    /// <summary>The element type of a tensor type, or null for others.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { Arity: 1 } named when IsSpan(named) || IsTensorSpan(named) => named.TypeArguments[0],
        _ => null,
    };

    /// <summary>Whether elements can't be written through the type.</summary>
    public static bool IsReadOnly(ITypeSymbol type) => type.Name is "ReadOnlySpan" or "ReadOnlyTensorSpan";

    /// <summary>How the type is indexed.</summary>
    public static TensorIndexing IndexingOf(ITypeSymbol type) =>
        type is IArrayTypeSymbol { Rank: > 1 } || (type is INamedTypeSymbol named && IsTensorSpan(named)) ? TensorIndexing.Ranked : TensorIndexing.Flat;

    private static bool IsSpan(INamedTypeSymbol type) => type.Name is "Span" or "ReadOnlySpan" && IsIn(type, "System");

    private static bool IsTensorSpan(INamedTypeSymbol type) => type.Name is "TensorSpan" or "ReadOnlyTensorSpan" && IsIn(type, "System.Numerics.Tensors");

    private static bool IsIn(INamedTypeSymbol type, string @namespace) => type.ContainingType is null && type.ContainingNamespace.ToDisplayString() == @namespace;
}
