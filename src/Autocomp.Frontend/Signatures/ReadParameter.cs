using System.Collections.Immutable;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Lowering;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Signatures;

/// <summary>Reads and checks one parameter of a kernel.</summary>
internal static class ReadParameter
{
    /// <summary>Reads a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="shapeText">Its <c>[Shape]</c>, if any.</param>
    /// <param name="extents">The extents in it.</param>
    /// <param name="isDimension">Whether it is named like a dimension.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The declaration, or null when its type is wrong.</returns>
    public static ParameterDeclaration? Read(IParameterSymbol parameter, AttributeText? shapeText, ImmutableArray<Extent> extents, bool isDimension, DiagnosticList diagnostics, CancellationToken cancellation)
    {
        Location place = parameter.Locations.FirstOrDefault() ?? Location.None;
        if (parameter.RefKind != RefKind.None)
        {
            diagnostics.Report(DiagnosticDescriptors.ParameterByReference, place, parameter.Name, parameter.RefKind.ToString().ToLowerInvariant());
            return null;
        }

        bool isTensor = TensorTypes.ElementOf(parameter.Type) is not null;
        ScalarType? scalar = ScalarTypes.ScalarOf(TensorTypes.ElementOf(parameter.Type) ?? parameter.Type);
        if (scalar is not { } type || parameter.IsParams)
        {
            if (parameter.Type is not IErrorTypeSymbol) diagnostics.Report(DiagnosticDescriptors.ParameterType, place, parameter.Name, parameter.Type.ToDisplayString());
            return null;
        }

        if (isTensor) return ReadTensor(parameter, type, shapeText, extents, place, diagnostics, cancellation);
        RefuseMark(parameter, AttributeNames.Shape, "Shape", "it is a scalar", diagnostics, cancellation);
        RefuseMark(parameter, AttributeNames.Output, "Output", "it is a scalar; results go to tensors", diagnostics, cancellation);
        RefuseMark(parameter, AttributeNames.MayAlias, "MayAlias", "it is a scalar", diagnostics, cancellation);
        if (isDimension)
        {
            RefuseMark(parameter, AttributeNames.ValueRange, "ValueRange", "it is a dimension, fixed by [Specialize]", diagnostics, cancellation);
            if (type != ScalarType.Int32) diagnostics.Report(DiagnosticDescriptors.DimensionType, place, parameter.Name, parameter.Type.ToDisplayString());
            return new ParameterDeclaration(parameter, ParameterKind.Dimension, type, ParameterDirection.In, ImmutableArray<Extent>.Empty, null, MayAlias: false, null);
        }

        ValueRange? range = ReadRange(parameter, diagnostics, cancellation);
        return new ParameterDeclaration(parameter, ParameterKind.Scalar, type, ParameterDirection.In, ImmutableArray<Extent>.Empty, null, MayAlias: false, range);
    }

    private static ParameterDeclaration ReadTensor(IParameterSymbol parameter, ScalarType type, AttributeText? shapeText, ImmutableArray<Extent> extents, Location place, DiagnosticList diagnostics, CancellationToken cancellation)
    {
        RefuseMark(parameter, AttributeNames.ValueRange, "ValueRange", "it is a tensor; ranges are for scalars", diagnostics, cancellation);
        bool isReadOnly = TensorTypes.IsReadOnly(parameter.Type);
        if (isReadOnly) RefuseMark(parameter, AttributeNames.Output, "Output", $"'{parameter.Type.ToDisplayString()}' can't be written", diagnostics, cancellation);
        if (shapeText is null) diagnostics.Report(DiagnosticDescriptors.MissingShape, place, parameter.Name);
        else if (parameter.Type is IArrayTypeSymbol { Rank: > 1 } array && extents.Length > 0 && extents.Length != array.Rank) diagnostics.Report(DiagnosticDescriptors.RankMismatch, shapeText.Location, parameter.Name, extents.Length, array.ToDisplayString(), array.Rank);
        ParameterDirection direction = isReadOnly ? ParameterDirection.In : AttributeNames.Has(parameter, AttributeNames.Output) ? ParameterDirection.Out : ParameterDirection.InOut;
        return new ParameterDeclaration(parameter, ParameterKind.Tensor, type, direction, extents, shapeText, AttributeNames.Has(parameter, AttributeNames.MayAlias), null);
    }

    private static ValueRange? ReadRange(IParameterSymbol parameter, DiagnosticList diagnostics, CancellationToken cancellation)
    {
        if (AttributeNames.Of(parameter, AttributeNames.ValueRange).FirstOrDefault() is not { ConstructorArguments: { Length: 2 } arguments } attribute) return null;
        if (arguments[0].Value is not double low || arguments[1].Value is not double high) return null;
        if (low <= high && !double.IsInfinity(low) && !double.IsInfinity(high)) return new ValueRange(low, high);
        diagnostics.Report(DiagnosticDescriptors.InvalidRange, PlaceOf(attribute, cancellation), parameter.Name);
        return null;
    }

    private static void RefuseMark(IParameterSymbol parameter, string attribute, string name, string reason, DiagnosticList diagnostics, CancellationToken cancellation)
    {
        foreach (AttributeData mark in AttributeNames.Of(parameter, attribute)) diagnostics.Report(DiagnosticDescriptors.MisplacedAttribute, PlaceOf(mark, cancellation), name, parameter.Name, reason);
    }

    private static Location PlaceOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? Location.None;
}
