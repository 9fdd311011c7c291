using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Signatures;

/// <summary>A kernel's signature, read and checked.</summary>
/// <param name="Method">The method.</param>
/// <param name="Parameters">In C# order.</param>
/// <param name="Specializations">One a program to build, in source order.</param>
internal sealed record KernelDeclaration(
    IMethodSymbol Method,
    ImmutableArray<ParameterDeclaration> Parameters,
    ImmutableArray<Specialization> Specializations)
{
    /// <summary>Namespace, types and method: <c>Sample.Outer+Layers.Dense</c>.</summary>
    public static string MetadataNameOf(IMethodSymbol method)
    {
        string name = method.ContainingType.MetadataName;
        for (INamedTypeSymbol? outer = method.ContainingType.ContainingType; outer is not null; outer = outer.ContainingType) name = outer.MetadataName + "+" + name;
        INamespaceSymbol space = method.ContainingNamespace;
        return (space.IsGlobalNamespace ? "" : space.ToDisplayString() + ".") + name + "." + method.Name;
    }

    /// <summary>The C symbol of a specialised kernel: characters that C doesn't have become <c>_</c>.</summary>
    public static string SymbolOf(string metadataName, Specialization specialization)
    {
        string suffix = string.Concat(specialization.Dimensions.Select(d => "_" + d.Key + d.Value));
        return string.Concat((metadataName + suffix).Select(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? c : '_'));
    }
}
