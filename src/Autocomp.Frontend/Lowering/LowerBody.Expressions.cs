using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

internal sealed partial class LowerBody
{
    /// <summary>Lowers a value; effects go to the output.</summary>
    private Expression LowerExpression(IOperation operation)
    {
        if (!Enter(operation)) return Broken(operation);
        depth++;
        Expression value = LowerValue(operation);
        depth--;
        return value;
    }

    private Expression LowerValue(IOperation operation)
    {
        if (operation.ConstantValue.HasValue) return LowerConstant(operation);
        switch (operation)
        {
            case IConversionOperation conversion: return LowerConversion(conversion);
            case ILocalReferenceOperation local: return LowerVariable(local.Local, operation);
            case IParameterReferenceOperation parameter: return LowerVariable(parameter.Parameter, operation);
            case IFieldReferenceOperation field: return LowerField(field);
            case IPropertyReferenceOperation or IArrayElementReferenceOperation: return LowerTensorRead(operation);
            case IBinaryOperation binary: return LowerBinary(binary);
            case IUnaryOperation unary: return LowerUnary(unary);
            case IConditionalOperation conditional: return LowerConditional(conditional);
            case ISimpleAssignmentOperation assignment: return LowerAssignment(assignment, needsValue: true);
            case ICompoundAssignmentOperation assignment: return LowerCompound(assignment, needsValue: true);
            case IIncrementOrDecrementOperation increment: return LowerIncrement(increment, needsValue: true);
            case IInvocationOperation invocation: return LowerInvocation(invocation) ?? Broken(operation);
            case ISwitchExpressionOperation choice: return LowerSwitchExpression(choice);
            case IIsPatternOperation test: return LowerPatternTest(test);
            case IAddressOfOperation address: return LowerAddressOf(address);
            default: return LowerPointerOperation(operation) ?? Unsupported(operation);
        }
    }

    private Expression Unsupported(IOperation operation)
    {
        ReportUnsupported(operation);
        return Broken(operation);
    }

    private Expression LowerConstant(IOperation operation)
    {
        foreach (IOperation part in operation.DescendantsAndSelf())
        {
            if (part is IFieldReferenceOperation field) UseConstant(field.Field);
        }

        if (CheckType(operation.Type, "an expression", operation) is not { } type) return Broken(operation);
        long bits = operation.ConstantValue.Value switch
        {
            null => 0,
            bool value => value ? 1 : 0,
            char value => value,
            float value => Fold.Bits(value),
            double value => BitConverter.DoubleToInt64Bits(value),
            ulong value => unchecked((long)value),
            object value => System.Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        };
        return new Expression.Constant(type, bits);
    }

    private Expression LowerVariable(ISymbol symbol, IOperation operation)
    {
        switch (BindingOf(symbol))
        {
            case Binding.Variable variable: return new Expression.ReadLocal(variable.Local);
            case Binding.Value value: return value.Expression;
            case Binding.Broken: return Broken(operation);
            case null: Report(DiagnosticDescriptors.UnknownVariable, operation, symbol.Name); break;
            default: Report(DiagnosticDescriptors.TensorAsValue, operation); break;
        }

        return Broken(operation);
    }

    private Binding? BindingOf(ISymbol symbol) =>
        frame.Bindings.TryGetValue(symbol, out Binding? binding) ? binding : IsPatternVariable(symbol) ? new Binding.Variable(PatternVariable((ILocalSymbol)symbol)) : null;

    private Expression LowerConversion(IConversionOperation conversion)
    {
        IOperation operand = conversion.Operand;
        if (TensorTypes.IsTensor(conversion.Type) || TensorTypes.IsTensor(operand.Type))
        {
            Report(DiagnosticDescriptors.TensorAsValue, conversion);
            return Broken(conversion);
        }

        DataType? to = ScalarTypes.Of(conversion.Type), from = ScalarTypes.Of(operand.Type);
        if (to is { IsPointer: true } && operand.ConstantValue is { HasValue: true, Value: null or 0 }) return Build.Zero(to.Value);
        bool numeric = to is { } target && from is { } source && (target == source ||
            (target.IsPointer == source.IsPointer && (target.IsPointer || (target != Build.Boolean && source != Build.Boolean))));
        if (conversion.OperatorMethod is not null && !IsNativeInteger(conversion) || !numeric)
        {
            if (operand is not IInvalidOperation && conversion.Type is not IErrorTypeSymbol && to is not null && from is not null)
            {
                Report(DiagnosticDescriptors.Conversion, conversion, operand.Type!.ToDisplayString(), conversion.Type!.ToDisplayString());
                return Broken(conversion);
            }

            // The operand or the target has a type of its own to complain about.
            if (from is null) LowerExpression(operand);
            else CheckType(conversion.Type, "a conversion", conversion);
            return Broken(conversion);
        }

        return Build.Convert(LowerExpression(operand), to!.Value, conversion.IsChecked) is var value && value is Expression.Convert
            ? value with { Span = SpanOf(conversion) }
            : value;
    }

    private static bool IsNativeInteger(IConversionOperation conversion) =>
        conversion.OperatorMethod?.ContainingType.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    private Expression LowerField(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (reference.Instance is { Type.IsTupleType: true }) return LowerTupleElement(reference) ?? Broken(reference);
        if (reference.Instance is ILocalReferenceOperation local && BindingOf(local.Local) is Binding.Broken) return Broken(reference);
        if (!field.IsStatic || !field.IsReadOnly)
        {
            if (reference.Instance is { Type: { } owner } && TensorTypes.IsTensor(owner)) Report(DiagnosticDescriptors.TensorMember, reference, field.Name);
            else Report(DiagnosticDescriptors.MutableState, reference, field.Name);
            return Broken(reference);
        }

        if (CheckType(field.Type, $"field '{field.Name}'", reference) is not { } type) return Broken(reference);
        if (ReadOnlyFields.InitialValueOf(field, session) is not { } initial)
        {
            Report(DiagnosticDescriptors.FieldValueUnknown, reference, field.Name);
            return Broken(reference);
        }

        UseConstant(field);
        return Build.Convert(LowerConstant(initial), type, isChecked: false);
    }

    private void UseConstant(IFieldSymbol field)
    {
        if (!session.Use(field)) return;
        foreach (IFieldSymbol inner in ReadOnlyFields.In(field, session)) UseConstant(inner);
    }

    private Expression LowerBinary(IBinaryOperation binary)
    {
        if (OperatorOf(binary.OperatorKind) is not { } op || binary.OperatorMethod is not null || binary.IsLifted)
        {
            foreach (IOperation operand in new[] { binary.LeftOperand, binary.RightOperand })
            {
                if (CheckType(operand.Type, "an expression", operand) is null) return Broken(binary);
            }

            return Unsupported(binary);
        }

        if (ScalarTypes.Of(binary.LeftOperand.Type) is { IsPointer: true } || ScalarTypes.Of(binary.RightOperand.Type) is { IsPointer: true })
        {
            return LowerPointerArithmetic(binary);
        }

        if (op is BinaryOperator.ConditionalAnd or BinaryOperator.ConditionalOr) return LowerShortCircuit(op, binary);
        if (CheckType(binary.Type, "an expression", binary) is null) return Broken(binary);
        Expression[] operands = LowerOperands(binary.LeftOperand, binary.RightOperand);
        if (!IsShift(op) && operands[0].Type != operands[1].Type) return Broken(binary);
        Expression value = Build.Binary(op, operands[0], operands[1], binary.IsChecked);
        return value is Expression.Constant ? value : value with { Span = SpanOf(binary) };
    }

    private Expression LowerShortCircuit(BinaryOperator op, IBinaryOperation binary)
    {
        Expression left = LowerExpression(binary.LeftOperand);
        (List<Statement> effects, Expression right) = CaptureValue(binary.RightOperand);
        if (effects.Count == 0) return Build.Binary(op, left, right, isChecked: false);
        Local result = Store("condition", left, binary.LeftOperand);
        effects.Add(new Statement.Assign(result, right) { Span = SpanOf(binary.RightOperand) });
        Expression read = new Expression.ReadLocal(result);
        Emit(new Statement.If(op == BinaryOperator.ConditionalAnd ? read : Build.Not(read), BlockOf(effects), Else: null), binary);
        return read;
    }

    private Expression LowerUnary(IUnaryOperation unary)
    {
        if (ScalarTypes.Of(unary.Type) is not { IsPointer: false } || unary.OperatorMethod is not null || unary.IsLifted)
        {
            return CheckType(unary.Operand.Type, "an expression", unary) is null ? Broken(unary) : Unsupported(unary);
        }

        Expression operand = LowerExpression(unary.Operand);
        switch (unary.OperatorKind)
        {
            case UnaryOperatorKind.Plus: return operand;
            case UnaryOperatorKind.Minus: return Build.Unary(UnaryOperator.Negate, operand, unary.IsChecked);
            case UnaryOperatorKind.BitwiseNegation: return Build.Unary(UnaryOperator.Complement, operand, isChecked: false);
            case UnaryOperatorKind.Not: return Build.Not(operand);
            default: return Unsupported(unary);
        }
    }

    private Expression LowerConditional(IConditionalOperation conditional)
    {
        if (conditional.IsRef || CheckType(conditional.Type, "an expression", conditional) is null)
        {
            if (conditional.IsRef) Report(DiagnosticDescriptors.ByReference, conditional);
            return Broken(conditional);
        }

        Expression condition = LowerExpression(conditional.Condition);
        (List<Statement> whenTrue, Expression first) = CaptureValue(conditional.WhenTrue);
        (List<Statement> whenFalse, Expression second) = CaptureValue(conditional.WhenFalse!);
        return Choose(condition, whenTrue, first, whenFalse, second, conditional);
    }

    /// <summary>A conditional value; a statement when one of its sides has effects.</summary>
    private Expression Choose(Expression condition, List<Statement> whenTrue, Expression first, List<Statement> whenFalse, Expression second, IOperation source)
    {
        if (whenTrue.Count == 0 && whenFalse.Count == 0) return Build.Conditional(condition, first, second);
        if (condition is Expression.Constant)
        {
            bool holds = Build.Is(condition, true);
            output.AddRange(holds ? whenTrue : whenFalse);
            return holds ? first : second;
        }

        Local result = session.NewLocal("value", first.Type);
        whenTrue.Add(new Statement.Assign(result, first) { Span = SpanOf(source) });
        whenFalse.Add(new Statement.Assign(result, second) { Span = SpanOf(source) });
        Emit(new Statement.If(condition, BlockOf(whenTrue), BlockOf(whenFalse)), source);
        return new Expression.ReadLocal(result);
    }

    private static bool IsShift(BinaryOperator op) => op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight;

    private static BinaryOperator? OperatorOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => BinaryOperator.Add,
        BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
        BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
        BinaryOperatorKind.Divide => BinaryOperator.Divide,
        BinaryOperatorKind.Remainder => BinaryOperator.Remainder,
        BinaryOperatorKind.And => BinaryOperator.And,
        BinaryOperatorKind.Or => BinaryOperator.Or,
        BinaryOperatorKind.ExclusiveOr => BinaryOperator.ExclusiveOr,
        BinaryOperatorKind.LeftShift => BinaryOperator.ShiftLeft,
        BinaryOperatorKind.RightShift => BinaryOperator.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => BinaryOperator.UnsignedShiftRight,
        BinaryOperatorKind.Equals => BinaryOperator.Equal,
        BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
        BinaryOperatorKind.LessThan => BinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperatorKind.ConditionalAnd => BinaryOperator.ConditionalAnd,
        BinaryOperatorKind.ConditionalOr => BinaryOperator.ConditionalOr,
        _ => null,
    };
}
