using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Signatures;

/// <summary>Fixes the sizes of a kernel's parameters.</summary>
internal static class SpecializeParameters
{
    private static readonly SymbolDisplayFormat TypeFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The parameters of one specialisation.</summary>
    public static ImmutableArray<KernelParameter> Specialize(KernelDeclaration declaration, Specialization specialization)
    {
        Dictionary<string, long> dimensions = specialization.Dimensions.ToDictionary(d => d.Key, d => d.Value);
        return declaration.Parameters.Select(p => new KernelParameter(
            p.Symbol.Ordinal,
            p.Symbol.Name,
            p.Kind,
            p.Scalar,
            p.Direction,
            p.Extents.Select(e => e.Evaluate(dimensions) ?? 0).ToImmutableArray(),
            p.Symbol.Type.ToDisplayString(TypeFormat),
            p.MayAlias,
            p.Range)).ToImmutableArray();
    }
}
