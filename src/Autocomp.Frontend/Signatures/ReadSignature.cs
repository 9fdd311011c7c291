using System.Collections.Immutable;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Signatures;

/// <summary>Reads and checks the signature and attributes of a kernel.</summary>
internal static class ReadSignature
{
    /// <summary>Reads one kernel.</summary>
    /// <returns>The declaration, or null when anything was reported.</returns>
    public static KernelDeclaration? Read(IMethodSymbol method, DiagnosticList diagnostics, CancellationToken cancellation)
    {
        int before = diagnostics.Reports;
        Location name = method.Locations.FirstOrDefault() ?? Location.None;
        if (!method.IsStatic) diagnostics.Report(DiagnosticDescriptors.KernelNotStatic, name, method.Name);
        if (method.IsAbstract || method.IsVirtual || method.IsExtern) diagnostics.Report(DiagnosticDescriptors.NoBody, name, method.Name);
        if (!method.ReturnsVoid && !method.IsAsync) diagnostics.Report(DiagnosticDescriptors.KernelReturnsValue, name, method.Name, method.ReturnType.ToDisplayString());
        if (method.IsAsync) diagnostics.Report(DiagnosticDescriptors.AsyncOrIterator, name, method.Name);
        if (EarlierOfSameName(method)) diagnostics.Report(DiagnosticDescriptors.KernelOverloaded, name, method.Name);
        if (method.IsGenericMethod || IsGeneric(method.ContainingType)) diagnostics.Report(DiagnosticDescriptors.Generic, name, method.Name);

        List<AttributeText> texts = AttributeNames.Of(method, AttributeNames.Specialize).Select(a => AttributeText.Of(a, cancellation)).ToList();
        List<ImmutableArray<(string Name, long Value, int Start)>> values = ReadTexts(texts, diagnostics);
        HashSet<string> dimensions = new(values.SelectMany(v => v).Select(d => d.Name));
        HashSet<string> used = new();
        ImmutableArray<(IParameterSymbol Symbol, AttributeText? Text, ImmutableArray<Extent> Extents)> shapes = ReadShapes(method, diagnostics, cancellation);
        foreach (Extent.Name extent in shapes.SelectMany(s => s.Extents).SelectMany(e => e.Names)) used.Add(extent.Identifier);

        ImmutableArray<ParameterDeclaration> parameters = shapes
            .Select(s => ReadParameter.Read(s.Symbol, s.Text, s.Extents, used.Contains(s.Symbol.Name) || dimensions.Contains(s.Symbol.Name), diagnostics, cancellation))
            .OfType<ParameterDeclaration>()
            .ToImmutableArray();
        foreach (ParameterDeclaration dimension in parameters.Where(p => p.Kind == ParameterKind.Dimension)) used.Add(dimension.Symbol.Name);
        foreach ((IParameterSymbol Symbol, AttributeText? Text, ImmutableArray<Extent> Extents) in shapes)
        {
            foreach (Extent.Name extent in Extents.SelectMany(e => e.Names))
            {
                if (texts.Count == 0) diagnostics.Report(DiagnosticDescriptors.DimensionWithoutValue, Text!.Part(extent.Start, extent.Identifier.Length), extent.Identifier, method.Name);
            }
        }

        ImmutableArray<Specialization> specializations = ReadSpecializations(method, texts, values, used, diagnostics);
        if (diagnostics.Reports != before || method.PartialDefinitionPart is null && method.IsPartialDefinition && method.PartialImplementationPart is null) return null;
        foreach (ParameterDeclaration parameter in parameters.Where(p => p.Kind == ParameterKind.Tensor)) CheckExtents(parameter, specializations, diagnostics);
        return diagnostics.Reports == before ? new KernelDeclaration(method, parameters, specializations) : null;
    }

    /// <summary>Whether a kernel of the same name stands earlier in the type.</summary>
    public static bool EarlierOfSameName(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
        .TakeWhile(m => !SymbolEqualityComparer.Default.Equals(m, method))
        .Any(m => AttributeNames.Has(m, AttributeNames.Kernel));

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.IsGenericType || IsGeneric(type.ContainingType));

    private static List<ImmutableArray<(string Name, long Value, int Start)>> ReadTexts(List<AttributeText> texts, DiagnosticList diagnostics)
    {
        List<ImmutableArray<(string, long, int)>> values = new();
        foreach (AttributeText text in texts)
        {
            values.Add(ReadSpecialization.Read(text.Text, out (string Message, int Position)? error));
            if (error is { } wrong) diagnostics.Report(DiagnosticDescriptors.MalformedSpecialize, text.Part(Math.Min(wrong.Position, text.Text.Length), wrong.Position < text.Text.Length ? 1 : 0), wrong.Message);
        }

        return values;
    }

    private static ImmutableArray<(IParameterSymbol Symbol, AttributeText? Text, ImmutableArray<Extent> Extents)> ReadShapes(IMethodSymbol method, DiagnosticList diagnostics, CancellationToken cancellation)
    {
        var shapes = ImmutableArray.CreateBuilder<(IParameterSymbol, AttributeText?, ImmutableArray<Extent>)>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            AttributeData? attribute = AttributeNames.Of(parameter, AttributeNames.Shape).FirstOrDefault();
            AttributeText? text = attribute is null ? null : AttributeText.Of(attribute, cancellation);
            ImmutableArray<Extent> extents = ImmutableArray<Extent>.Empty;
            if (text is not null)
            {
                extents = ReadShape.Read(text.Text, out (string Message, int Position)? error);
                if (error is { } wrong) diagnostics.Report(DiagnosticDescriptors.MalformedShape, text.Part(Math.Min(wrong.Position, text.Text.Length), wrong.Position < text.Text.Length ? 1 : 0), wrong.Message);
            }

            shapes.Add((parameter, text, extents));
        }

        return shapes.ToImmutable();
    }

    private static ImmutableArray<Specialization> ReadSpecializations(
        IMethodSymbol method,
        List<AttributeText> texts,
        List<ImmutableArray<(string Name, long Value, int Start)>> values,
        HashSet<string> used,
        DiagnosticList diagnostics)
    {
        if (texts.Count == 0) return [Specialization.None];
        HashSet<string> seen = new();
        ImmutableArray<Specialization>.Builder result = ImmutableArray.CreateBuilder<Specialization>();
        for (int i = 0; i < texts.Count; i++)
        {
            if (values[i].IsEmpty) continue;
            foreach ((string name, _, int start) in values[i].Where(d => !used.Contains(d.Name)))
            {
                diagnostics.Report(DiagnosticDescriptors.UnknownDimension, texts[i].Part(start, name.Length), name, method.Name);
            }

            foreach (string missing in used.Except(values[i].Select(d => d.Name)).OrderBy(n => n, StringComparer.Ordinal))
            {
                diagnostics.Report(DiagnosticDescriptors.DimensionWithoutValue, texts[i].Location, missing, method.Name);
            }

            Specialization specialization = Sorted(values[i]);
            if (!seen.Add(specialization.ToString())) diagnostics.Report(DiagnosticDescriptors.DuplicateSpecialization, texts[i].Location, method.Name, specialization);
            result.Add(specialization);
        }

        return result.ToImmutable();
    }

    /// <summary>A specialisation from what an attribute says.</summary>
    public static Specialization Sorted(IEnumerable<(string Name, long Value, int Start)> dimensions) => new(
        dimensions.OrderBy(d => d.Name, StringComparer.Ordinal).Select(d => new KeyValuePair<string, long>(d.Name, d.Value)).ToImmutableArray());

    private static void CheckExtents(ParameterDeclaration parameter, ImmutableArray<Specialization> specializations, DiagnosticList diagnostics)
    {
        foreach (Specialization specialization in specializations)
        {
            Dictionary<string, long> dimensions = specialization.Dimensions.ToDictionary(d => d.Key, d => d.Value);
            decimal elements = 1;
            for (int i = 0; i < parameter.Extents.Length; i++)
            {
                long? value = parameter.Extents[i].Evaluate(dimensions);
                if (value is null or <= 0)
                {
                    diagnostics.Report(DiagnosticDescriptors.ExtentNotPositive, parameter.ShapeText!.Location, i + 1, parameter.Symbol.Name, (object?)value ?? "undefined", specialization.Dimensions.IsEmpty ? "this kernel" : specialization.ToString());
                    return;
                }

                elements = Math.Min(elements * value.Value, uint.MaxValue);
            }

            if (elements > int.MaxValue) diagnostics.Report(DiagnosticDescriptors.TensorTooLarge, parameter.ShapeText!.Location, parameter.Symbol.Name, int.MaxValue);
        }
    }
}
