using System.Collections.Immutable;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

internal sealed partial class LowerBody
{
    /// <summary>Lowers an expression for its effects.</summary>
    private void LowerEffect(IOperation operation)
    {
        if (!Enter(operation)) return;
        depth++;
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target.Type.IsTupleType: true } assignment:
                LowerTupleAssignment(assignment);
                break;
            case IDeconstructionAssignmentOperation assignment:
                LowerDeconstruction(assignment);
                break;
            case ISimpleAssignmentOperation assignment:
                LowerAssignment(assignment, needsValue: false);
                break;
            case ICompoundAssignmentOperation assignment:
                LowerCompound(assignment, needsValue: false);
                break;
            case IIncrementOrDecrementOperation increment:
                LowerIncrement(increment, needsValue: false);
                break;
            case IInvocationOperation invocation:
                if (LowerInvocation(invocation) is { } unused and not (Expression.Constant or Expression.ReadLocal)) Store("unused", unused, operation);
                break;
            default:
                ReportUnsupported(operation);
                break;
        }

        depth--;
    }

    private Expression LowerAssignment(ISimpleAssignmentOperation assignment, bool needsValue)
    {
        if (assignment.IsRef)
        {
            Report(DiagnosticDescriptors.ByReference, assignment);
            return Broken(assignment);
        }

        if (assignment.Target is IDiscardOperation)
        {
            Expression discarded = LowerExpression(assignment.Value);
            return new Expression.ReadLocal(Store("unused", discarded, assignment));
        }

        Place place = LowerPlace(assignment.Target);
        (List<Statement> effects, Expression value) = CaptureValue(assignment.Value);
        place = AfterEffects(place, effects, assignment.Target);
        output.AddRange(effects);
        return Write(place, Build.Convert(value, place.Type, isChecked: false), needsValue, assignment);
    }

    private Expression LowerCompound(ICompoundAssignmentOperation assignment, bool needsValue)
    {
        Place place = LowerPlace(assignment.Target);
        if (place is Place.Broken) return Broken(assignment);
        if (OperatorOf(assignment.OperatorKind) is not { } op || assignment.OperatorMethod is not null || assignment.IsLifted)
        {
            return Unsupported(assignment);
        }

        (List<Statement> effects, Expression right) = CaptureValue(assignment.Value);
        place = AfterEffects(place, effects, assignment.Target);
        Expression left = Read(place, assignment.Target);
        if (effects.Count > 0) left = KeepIfChanged(left, Effects.Of(effects), assignment.Target);
        output.AddRange(effects);
        if (place.Type.IsPointer)
        {
            Expression moved = op switch
            {
                BinaryOperator.Add => Build.Offset(left, right),
                BinaryOperator.Subtract => Build.Offset(left, Build.Unary(UnaryOperator.Negate, Build.Convert(right, Build.Int64, isChecked: false), isChecked: false)),
                _ => left,
            };
            return Write(place, moved, needsValue, assignment);
        }

        // The operator computes in the type of its right operand (shifts: in the promoted type of the left), then converts back.
        DataType type = IsShift(op) ? ScalarTypes.Promote(left.Type) : right.Type;
        Expression value = Build.Binary(op, Build.Convert(left, type, isChecked: false), right, assignment.IsChecked) with { Span = SpanOf(assignment) };
        return Write(place, Build.Convert(value, place.Type, IsCheckedContext(assignment.Syntax)), needsValue, assignment);
    }

    private Expression LowerIncrement(IIncrementOrDecrementOperation increment, bool needsValue)
    {
        Place place = LowerPlace(increment.Target);
        if (place is Place.Broken) return Broken(increment);
        if (increment.OperatorMethod is not null || increment.IsLifted)
        {
            return Unsupported(increment);
        }

        bool up = increment.Kind == OperationKind.Increment;
        Expression before = Read(place, increment.Target);
        if (needsValue && increment.IsPostfix) before = Keep(before, increment);
        Expression after;
        if (place.Type.IsPointer)
        {
            after = Build.Offset(before, Build.Constant(up ? 1 : -1));
        }
        else
        {
            DataType type = ScalarTypes.Promote(place.Type);
            Expression one = Build.Convert(Build.Constant(1), type, isChecked: false);
            Expression sum = Build.Binary(up ? BinaryOperator.Add : BinaryOperator.Subtract, Build.Convert(before, type, isChecked: false), one, increment.IsChecked);
            after = Build.Convert(sum, place.Type, increment.IsChecked);
        }

        Expression written = Write(place, after, needsValue && !increment.IsPostfix, increment);
        return increment.IsPostfix ? before : written;
    }

    private Place LowerPlace(IOperation target)
    {
        if (!Enter(target)) return new Place.Broken(Build.Int32);
        switch (target)
        {
            case ILocalReferenceOperation local: return VariablePlace(local.Local, target);
            case IParameterReferenceOperation parameter: return VariablePlace(parameter.Parameter, target);
            case IFieldReferenceOperation { Instance: ILocalReferenceOperation { Type.IsTupleType: true } owner } element when BindingOf(owner.Local) is Binding.Tuple tuple:
                return new Place.Variable(tuple.Elements[ElementIndex(element)]);
            case IFieldReferenceOperation { Instance: ILocalReferenceOperation owner } when BindingOf(owner.Local) is Binding.Broken:
                return new Place.Broken(Build.Int32);
            case IFieldReferenceOperation field:
                Report(DiagnosticDescriptors.FieldWritten, target, field.Field.Name);
                return new Place.Broken(Build.Int32);
            case IPropertyReferenceOperation or IArrayElementReferenceOperation: return LowerElement(target) ?? new Place.Broken(ScalarTypes.Of(target.Type) ?? Build.Int32);
        }

        if (LowerPointerOperation(target) is { } read) return new Place.Memory(read.Pointer, read.Type);
        ReportUnsupported(target);
        return new Place.Broken(Build.Int32);
    }

    private Place VariablePlace(ISymbol symbol, IOperation target)
    {
        switch (BindingOf(symbol))
        {
            case Binding.Variable variable: return new Place.Variable(variable.Local);
            case Binding.Broken: break;
            case Binding.Value: Report(DiagnosticDescriptors.Pointer, target, $"'{symbol.Name}' addresses a stackalloc and can't be assigned"); break;
            case null: Report(DiagnosticDescriptors.UnknownVariable, target, symbol.Name); break;
            default: Report(DiagnosticDescriptors.TensorAsValue, target); break;
        }

        return new Place.Broken(ScalarTypes.Of(target.Type) ?? Build.Int32);
    }

    private Place AfterEffects(Place place, List<Statement> effects, IOperation source)
    {
        if (effects.Count == 0) return place;
        Effects changes = Effects.Of(effects);
        return place switch
        {
            Place.Element element => element with { Indices = element.Indices.Select(i => KeepIfChanged(i, changes, source)).ToImmutableArray() },
            Place.Memory memory => memory with { Pointer = KeepIfChanged(memory.Pointer, changes, source) },
            _ => place,
        };
    }

    private Expression Read(Place place, IOperation source) => place switch
    {
        Place.Variable variable => new Expression.ReadLocal(variable.Local),
        Place.Element element => new Expression.ReadElement(element.Parameter, element.Indices, element.Type) { Span = SpanOf(source) },
        Place.Memory memory => new Expression.ReadPointer(memory.Pointer, memory.Type) { Span = SpanOf(source) },
        _ => Build.Zero(place.Type),
    };

    /// <summary>Writes a value and gives what the assignment gives as an expression.</summary>
    private Expression Write(Place place, Expression value, bool needsValue, IOperation source)
    {
        if (place is Place.Variable variable)
        {
            Assign(variable.Local, value, source);
            return new Expression.ReadLocal(variable.Local);
        }

        if (needsValue) value = Keep(value, source);
        if (place is Place.Element element) Emit(new Statement.WriteElement(element.Parameter, element.Indices, value), source);
        if (place is Place.Memory memory) Emit(new Statement.WritePointer(memory.Pointer, value), source);
        return value;
    }

    /// <summary>Assigns a local; the result of the command just issued goes there directly.</summary>
    private void Assign(Local local, Expression value, IOperation source)
    {
        if (value is Expression.ReadLocal read && read.Type == local.Type && output.Count > 0 && output[output.Count - 1] is Statement.Intrinsic { Result: { } result } command && result == read.Local)
        {
            output[output.Count - 1] = command with { Result = local };
            return;
        }

        Emit(new Statement.Assign(local, value), source);
    }

    private bool IsCheckedContext(SyntaxNode syntax)
    {
        for (SyntaxNode? node = syntax; node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            if (node.Kind() is SyntaxKind.CheckedExpression or SyntaxKind.CheckedStatement) return true;
            if (node.Kind() is SyntaxKind.UncheckedExpression or SyntaxKind.UncheckedStatement) return false;
        }

        return ((CSharpCompilationOptions)session.CompilationOf(syntax.SyntaxTree).Options).CheckOverflow;
    }
}
