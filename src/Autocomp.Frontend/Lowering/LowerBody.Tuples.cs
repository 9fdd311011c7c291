using System.Collections.Immutable;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

// A tuple is its elements: it has no place in the tree.
internal sealed partial class LowerBody
{
    /// <summary>The elements of a tuple; null when it was reported.</summary>
    private Expression[]? LowerTuple(IOperation operation)
    {
        if (!Enter(operation)) return null;
        depth++;
        Expression[]? elements = operation switch
        {
            ITupleOperation tuple when IsFlat(tuple) => LowerOperands(tuple.Elements.ToArray()),
            IConversionOperation { Operand.Type.IsTupleType: true } conversion => ConvertTuple(LowerTuple(conversion.Operand), conversion),
            ILocalReferenceOperation local when BindingOf(local.Local) is Binding.Tuple tuple => tuple.Elements.Select(l => (Expression)new Expression.ReadLocal(l)).ToArray(),
            IInvocationOperation { Instance: null } call => Callee(call) is { } method ? InCall(call, method, body => LowerInlinedTuple(method, body, call)) : null,
            _ => NoTuple(operation),
        };
        depth--;
        return elements;
    }

    private static bool IsFlat(ITupleOperation tuple) => tuple.Elements.All(e => ScalarTypes.Of(e.Type) is not null);

    private Expression[]? NoTuple(IOperation operation)
    {
        Report(DiagnosticDescriptors.UnsupportedOperation, operation, "This tuple");
        return null;
    }

    private static Expression[]? ConvertTuple(Expression[]? elements, IConversionOperation conversion) => elements?
        .Zip(TypesOf(conversion.Type!), (element, type) => type is { } to ? Build.Convert(element, to, conversion.IsChecked) : element).ToArray();

    private static IEnumerable<DataType?> TypesOf(ITypeSymbol tuple) => ((INamedTypeSymbol)tuple).TupleElements.Select(e => ScalarTypes.Of(e.Type));

    private Expression[]? LowerInlinedTuple(IMethodSymbol method, IOperation body, IOperation call)
    {
        if (NewElements(method.Name, method.ReturnType, call) is not { } results) return null;
        frame.Results = results;
        EmitBlock(Capture(() => LowerStatement(body, frame.ReturnLabel)), frame.ReturnLabel, call);
        return results.Select(l => (Expression)new Expression.ReadLocal(l)).ToArray();
    }

    private Local[]? NewElements(string name, ITypeSymbol type, IOperation source)
    {
        ImmutableArray<IFieldSymbol> elements = ((INamedTypeSymbol)type).TupleElements;
        if (elements.Any(e => CheckType(e.Type, "a tuple", source) is null)) return null;
        return elements.Select(e => session.NewLocal($"{name}_{e.Name}", ScalarTypes.Of(e.Type)!.Value)).ToArray();
    }

    /// <summary>Declares a tuple: a local an element.</summary>
    private void DeclareTuple(ILocalSymbol symbol, IOperation? value, IOperation source)
    {
        if (NewElements(symbol.Name, symbol.Type, source) is not { } locals) return;
        frame.Bindings[symbol] = new Binding.Tuple(locals.ToImmutableArray());
        if (value is not null && LowerTuple(value) is { } values) AssignAll(locals.Select(l => (Place)new Place.Variable(l)).ToArray(), values, source);
    }

    /// <summary><c>tuple.Item1</c>, or an element by its name; null when it was reported.</summary>
    private Expression? LowerTupleElement(IFieldReferenceOperation reference) =>
        LowerTuple(reference.Instance!) is { } elements && ElementIndex(reference) is var index && index < elements.Length ? elements[index] : null;

    private static int ElementIndex(IFieldReferenceOperation reference) =>
        ((INamedTypeSymbol)reference.Instance!.Type!).TupleElements.Select(e => e.CorrespondingTupleField ?? e).ToList().FindIndex(e => e.Name == (reference.Field.CorrespondingTupleField ?? reference.Field).Name);

    private void LowerTupleAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not ILocalReferenceOperation local || BindingOf(local.Local) is not Binding.Tuple tuple) NoTuple(assignment.Target);
        else if (LowerTuple(assignment.Value) is { } values) AssignAll(tuple.Elements.Select(l => (Place)new Place.Variable(l)).ToArray(), values, assignment);
    }

    /// <summary><c>(a, b) = …</c>: places first, then values, then the assignments from left to right.</summary>
    private void LowerDeconstruction(IDeconstructionAssignmentOperation assignment)
    {
        IOperation target = assignment.Target is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared : assignment.Target;
        if (target is not ITupleOperation { Elements: var targets } || !assignment.Value.Type!.IsTupleType || targets.Any(t => t.Type is { IsTupleType: true }))
        {
            NoTuple(target);
            return;
        }

        Place?[] places = targets.Select(PlaceOf).ToArray();
        Expression[]? values = null;
        List<Statement> effects = Capture(() => values = LowerTuple(assignment.Value));
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] is { } place) places[i] = AfterEffects(place, effects, targets[i]);
        }

        output.AddRange(effects);
        if (values is not null) AssignAll(places, values, assignment);
    }

    /// <summary>Where an element goes; null for a discard.</summary>
    private Place? PlaceOf(IOperation target) => target switch
    {
        IDiscardOperation => null,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => DeclaredPlace(declared),
        ILocalReferenceOperation { IsDeclaration: true } declared => DeclaredPlace(declared),
        _ => LowerPlace(target),
    };

    private Place DeclaredPlace(ILocalReferenceOperation declared)
    {
        frame.Bindings[declared.Local] = new Binding.Broken();
        if (CheckType(declared.Type, $"local '{declared.Local.Name}'", declared) is not { } type) return new Place.Broken(Build.Int32);
        Local local = session.NewLocal(declared.Local.Name, type);
        frame.Bindings[declared.Local] = new Binding.Variable(local);
        return new Place.Variable(local);
    }

    private void AssignAll(Place?[] places, Expression[] values, IOperation source)
    {
        for (int i = 0; i < places.Length - 1; i++)
        {
            if (places[i] is not { } place) continue;
            Effects changes = Effects.Of(Capture(() => Write(place, Build.Zero(place.Type), needsValue: false, source)));
            for (int later = i + 1; later < places.Length; later++)
            {
                values[later] = KeepIfChanged(values[later], changes, source);
                if (places[later] is Place.Element element) places[later] = element with { Indices = element.Indices.Select(index => KeepIfChanged(index, changes, source)).ToImmutableArray() };
                if (places[later] is Place.Memory memory) places[later] = memory with { Pointer = KeepIfChanged(memory.Pointer, changes, source) };
            }
        }

        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] is { } place) Write(place, Build.Convert(values[i], place.Type, isChecked: false), needsValue: false, source);
            else if (values[i] is not (Expression.Constant or Expression.ReadLocal)) Store("unused", values[i], source);
        }
    }
}
