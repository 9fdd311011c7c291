using System.Collections.Immutable;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

internal sealed partial class LowerBody
{
    /// <summary>Lowers a statement.</summary>
    /// <param name="operation">The statement.</param>
    /// <param name="tail">Where control goes behind it: a jump there at its end needs no exit.</param>
    private void LowerStatement(IOperation operation, Label? tail = null)
    {
        if (!Enter(operation)) return;
        depth++;
        switch (operation)
        {
            case IBlockOperation block:
                LowerSequence(block.Operations, 0, block.Operations.Length, tail);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations) LowerDeclaration(declaration);
                break;
            case IExpressionStatementOperation statement:
                LowerEffect(statement.Operation);
                break;
            case IConditionalOperation conditional:
                LowerIf(conditional, elseTail: null, tail);
                break;
            case IForLoopOperation loop:
                LowerFor(loop);
                break;
            case IWhileLoopOperation loop:
                LowerWhile(loop);
                break;
            case IForEachLoopOperation loop:
                LowerForEach(loop);
                break;
            case ISwitchOperation choice:
                LowerSwitch(choice, tail);
                break;
            case IReturnOperation { Kind: OperationKind.Return } result:
                LowerReturn(result, tail);
                break;
            case IBranchOperation branch:
                LowerBranch(branch, tail);
                break;
            case ILabeledOperation labeled:
                if (labeled.Operation is not null) LowerStatement(labeled.Operation, tail);
                break;
            case IEmptyOperation or ILocalFunctionOperation:
                break;
            case IThrowOperation thrown when frame.LibraryCall is not null:
                LowerThrow(thrown);
                break;
            default:
                ReportUnsupported(operation);
                break;
        }

        depth--;
    }

    /// <summary>Lowers statements in order. Statements from the first jump to a label up to the label become a block that the jump leaves.</summary>
    private void LowerSequence(ImmutableArray<IOperation> operations, int start, int end, Label? tail)
    {
        for (int labelAt = end - 1; labelAt > start; labelAt--)
        {
            if (operations[labelAt] is not ILabeledOperation labeled) continue;
            int first = FirstJumpAcross(operations, start, labelAt);
            if (first == labelAt) continue;
            Label label = frame.Labels[labeled.Label] = session.NewLabel();
            LowerSequence(operations, start, first, tail: null);
            EmitBlock(Capture(() => LowerSequence(operations, first, labelAt, label)), label, labeled);
            LowerSequence(operations, labelAt, end, tail);
            return;
        }

        for (int i = start; i < end; i++)
        {
            Label? next = IsEmptyFrom(operations, i + 1, end) ? tail : null;
            if (next is null && tail is not null && operations[i] is IConditionalOperation { WhenFalse: null } guard && EndsAt(guard.WhenTrue, tail))
            {
                // A guard that jumps to the end: what follows is its else branch.
                int rest = i + 1;
                LowerIf(guard, () => LowerSequence(operations, rest, end, tail), tail);
                return;
            }

            LowerStatement(operations[i], next);
        }
    }

    private static bool IsEmptyFrom(ImmutableArray<IOperation> operations, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (operations[i] is not (IEmptyOperation or ILocalFunctionOperation or ILabeledOperation { Operation: null or IEmptyOperation })) return false;
        }

        return true;
    }

    /// <summary>The first statement with a jump to the label, or to another label between it and that one: blocks must nest.</summary>
    private static int FirstJumpAcross(ImmutableArray<IOperation> operations, int start, int labelAt)
    {
        int first = labelAt;
        for (int label = labelAt; label > start && label >= first; label--)
        {
            if (operations[label] is not ILabeledOperation { Label: var target }) continue;
            int jump = FirstIndex(operations, start, label, target);
            first = Math.Min(first, jump);
        }

        return first;
    }

    private static int FirstIndex(ImmutableArray<IOperation> operations, int start, int label, ILabelSymbol target)
    {
        int index = start;
        while (index < label && !JumpsTo(operations[index], target)) index++;
        return index;
    }

    private static bool JumpsTo(IOperation operation, ILabelSymbol target) => operation.DescendantsAndSelf().OfType<IBranchOperation>()
        .Any(b => b.BranchKind == BranchKind.GoTo && SymbolEqualityComparer.Default.Equals(b.Target, target));

    private bool EndsAt(IOperation operation, Label tail) => operation switch
    {
        IBlockOperation block => block.Operations.Length > 0 && EndsAt(block.Operations[block.Operations.Length - 1], tail),
        IReturnOperation => tail == frame.ReturnLabel,
        IBranchOperation branch => frame.Labels.TryGetValue(branch.Target, out Label? label) && label == tail,
        _ => false,
    };

    private void LowerIf(IConditionalOperation conditional, Action? elseTail, Label? tail)
    {
        Expression condition = LowerExpression(conditional.Condition);
        List<Statement> then = Capture(() => LowerStatement(conditional.WhenTrue, tail));
        List<Statement> otherwise = Capture(() =>
        {
            if (conditional.WhenFalse is not null) LowerStatement(conditional.WhenFalse, tail);
            else elseTail?.Invoke();
        });
        if (Build.Is(condition, true)) output.AddRange(then);
        else if (Build.Is(condition, false)) output.AddRange(otherwise);
        else Emit(new Statement.If(condition, BlockOf(then), otherwise.Count == 0 ? null : BlockOf(otherwise)), conditional);
    }

    private void LowerReturn(IReturnOperation operation, Label? tail)
    {
        if (operation.ReturnedValue is { } tuple && frame.Results is { } results)
        {
            if (LowerTuple(tuple) is { } values) AssignAll(results.Select(l => (Place)new Place.Variable(l)).ToArray(), values, operation);
        }
        else if (operation.ReturnedValue is { } value)
        {
            Expression result = LowerExpression(value);
            if (frame.Result is not null) Emit(new Statement.Assign(frame.Result, result), operation);
        }

        if (tail != frame.ReturnLabel) Emit(new Statement.Exit(frame.ReturnLabel), operation);
    }

    private void LowerBranch(IBranchOperation branch, Label? tail)
    {
        if (!frame.Labels.TryGetValue(branch.Target, out Label? label)) Report(DiagnosticDescriptors.Goto, branch);
        else if (label != tail) Emit(new Statement.Exit(label), branch);
    }

    private void LowerDeclaration(IVariableDeclarationOperation declaration)
    {
        foreach (IVariableDeclaratorOperation declarator in declaration.Declarators) LowerDeclarator(declarator, declarator.Initializer ?? declaration.Initializer);
    }

    private void LowerDeclarator(IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer)
    {
        ILocalSymbol symbol = declarator.Symbol;
        frame.Bindings[symbol] = new Binding.Broken();
        if (symbol.IsRef)
        {
            Report(DiagnosticDescriptors.ByReference, declarator);
            return;
        }

        if (symbol.IsConst) return;
        if (initializer is not null && TensorTypes.IsTensor(symbol.Type))
        {
            if (StackAllocationOf(initializer.Value) is { } buffer)
            {
                if (Allocate(symbol, buffer) is { } named) frame.Bindings[symbol] = new Binding.Buffer(named, named.StackElements);
            }
            else if (BindTensor(initializer.Value, declarator) is { } binding) frame.Bindings[symbol] = binding;
            return;
        }

        if (initializer is not null && StackAllocationOf(initializer.Value) is { } allocation)
        {
            if (Allocate(symbol, allocation) is { } pointer) frame.Bindings[symbol] = new Binding.Value(new Expression.ReadLocal(pointer));
            return;
        }

        if (symbol.Type.IsTupleType)
        {
            DeclareTuple(symbol, initializer?.Value, declarator);
            return;
        }

        if (CheckType(symbol.Type, $"local '{symbol.Name}'", declarator) is not { } type) return;
        Local local = session.NewLocal(symbol.Name, type);
        frame.Bindings[symbol] = new Binding.Variable(local);
        if (initializer is null) return;
        Expression value = LowerExpression(initializer.Value);
        Assign(local, Build.Convert(value, type, isChecked: false), declarator);
    }

    /// <summary>The tree's type of a C# type; reports one that kernels don't have.</summary>
    private DataType? CheckType(ITypeSymbol? symbol, string where, IOperation operation)
    {
        if (ScalarTypes.Of(symbol) is { } type) return type;
        if (symbol is null or IErrorTypeSymbol) Report(DiagnosticDescriptors.DoesNotCompile, operation, frame.Method.Name);
        else if (symbol.SpecialType == SpecialType.System_String) Report(DiagnosticDescriptors.Text, operation);
        else if (symbol.TypeKind == TypeKind.Delegate) Report(DiagnosticDescriptors.Delegate, operation);
        else Report(DiagnosticDescriptors.UnsupportedType, operation, symbol.ToDisplayString(), where);
        return null;
    }
}
