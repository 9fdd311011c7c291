using System.Collections.Immutable;
using Autocomp.Frontend.Lowering;
using Autocomp.Frontend.Signatures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Analyzers;

/// <summary>Reads the model of a typed entry point from a kernel's symbol. Lenient: what is wrong with the kernel is the analyzer's business.</summary>
internal static class ReadKernelEntry
{
    /// <summary>Reads a kernel; null when a parameter's type can't be handed over.</summary>
    public static KernelEntry? Read(IMethodSymbol method, CancellationToken cancellation)
    {
        if (!method.IsStatic || method.IsGenericMethod || method.ContainingType.IsGenericType || method.PartialDefinitionPart is not null) return null;
        if (ReadSignature.EarlierOfSameName(method)) return null;
        HashSet<string> dimensions = new(Dimensions(method, cancellation));
        ImmutableArray<EntryParameter>.Builder parameters = ImmutableArray.CreateBuilder<EntryParameter>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (ReadParameter(parameter, dimensions) is not { } read) return null;
            parameters.Add(read);
        }

        bool isPublicClass = true;
        string className = method.ContainingType.Name + "Kernels";
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            isPublicClass &= type.DeclaredAccessibility == Accessibility.Public;
            if (type.ContainingType is not null) className = type.ContainingType.Name + "_" + className;
        }

        return new KernelEntry(
            method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(),
            className,
            isPublicClass,
            isPublicClass && method.DeclaredAccessibility == Accessibility.Public,
            KernelDeclaration.MetadataNameOf(method),
            method.Name,
            new EquatableArray<EntryParameter>(parameters.ToImmutable()));
    }

    private static IEnumerable<string> Dimensions(IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (AttributeData attribute in AttributeNames.Of(method, AttributeNames.Specialize))
        {
            foreach ((string name, _, _) in ReadSpecialization.Read(AttributeText.Of(attribute, cancellation).Text, out _)) yield return name;
        }

        foreach (AttributeData attribute in method.Parameters.SelectMany(p => AttributeNames.Of(p, AttributeNames.Shape)))
        {
            foreach (Extent.Name name in ReadShape.Read(AttributeText.Of(attribute, cancellation).Text, out _).SelectMany(e => e.Names)) yield return name.Identifier;
        }
    }

    private static (string Low, string High)? RangeOf(IParameterSymbol parameter) =>
        AttributeNames.Of(parameter, AttributeNames.ValueRange).FirstOrDefault() is { ConstructorArguments: { Length: 2 } ends } && ends[0].Value is double low && ends[1].Value is double high
            ? (SymbolDisplay.FormatPrimitive(low, false, false) + "d", SymbolDisplay.FormatPrimitive(high, false, false) + "d")
            : null;

    private static EntryParameter? ReadParameter(IParameterSymbol parameter, HashSet<string> dimensions)
    {
        ITypeSymbol? element = TensorTypes.ElementOf(parameter.Type);
        if (parameter.RefKind != RefKind.None || ScalarTypes.ScalarOf(element ?? parameter.Type) is not { } scalar) return null;
        string type = parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        if (element is null)
        {
            bool isDimension = parameter.Type.SpecialType == SpecialType.System_Int32 && dimensions.Contains(parameter.Name);
            return new EntryParameter(parameter.Name, type, ScalarTypes.Keyword(scalar), isDimension ? EntryRole.Dimension : EntryRole.Scalar, EntryStorage.Span) { Range = isDimension ? null : RangeOf(parameter) };
        }

        EntryRole role = TensorTypes.IsReadOnly(parameter.Type) ? EntryRole.In : AttributeNames.Has(parameter, AttributeNames.Output) ? EntryRole.Out : EntryRole.InOut;
        EntryStorage storage = parameter.Type switch
        {
            IArrayTypeSymbol { Rank: > 1 } => EntryStorage.Array,
            { Name: "TensorSpan" or "ReadOnlyTensorSpan" } => EntryStorage.TensorSpan,
            _ => EntryStorage.Span,
        };
        return new EntryParameter(parameter.Name, type, element.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), role, storage);
    }
}
