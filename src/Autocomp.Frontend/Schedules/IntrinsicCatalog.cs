using System.Collections.Immutable;
using Autocomp.Frontend.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Frontend.Schedules;

/// <summary>The intrinsics' signatures, for printing calls as people write them.</summary>
internal static class IntrinsicCatalog
{
    private static readonly Lazy<Dictionary<string, ImmutableArray<IParameterSymbol>>> Lazily = new(Load);

    /// <summary>The parameters of an intrinsic, or none when the name is unknown.</summary>
    public static ImmutableArray<IParameterSymbol> Find(string name) =>
        Lazily.Value.TryGetValue(name, out ImmutableArray<IParameterSymbol> parameters) ? parameters : ImmutableArray<IParameterSymbol>.Empty;

    /// <summary>The C# text of an enum's value.</summary>
    public static string EnumText(INamedTypeSymbol type, long value)
    {
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.HasConstantValue && System.Convert.ToInt64(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture) == value) return type.Name + "." + field.Name;
        }

        return FormattableString.Invariant($"({type.Name}){value}");
    }

    private static Dictionary<string, ImmutableArray<IParameterSymbol>> Load()
    {
        Compilation compilation = CSharpCompilation.Create("Intrinsics", references: ScheduleReferences.All);
        Dictionary<string, ImmutableArray<IParameterSymbol>> catalog = new(StringComparer.Ordinal);
        if (compilation.GetTypeByMetadataName(KnownMethods.Intrinsics) is not { } type) return catalog;
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public }) catalog[method.Name] = method.Parameters;
        }

        return catalog;
    }
}
