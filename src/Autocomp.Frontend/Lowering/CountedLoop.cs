using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

/// <summary>A for loop that has the form of a counted one: <c>for (int v = first; v &lt; bound; v += step)</c> with a step that must turn out a positive constant.</summary>
/// <param name="Declarator">Declares the variable.</param>
/// <param name="First">The first value.</param>
/// <param name="Bound">The end.</param>
/// <param name="Inclusive">Whether the end itself is reached (<c>&lt;=</c>).</param>
/// <param name="Step">What is added after each iteration; null for 1.</param>
internal sealed record CountedLoop(IVariableDeclaratorOperation Declarator, IOperation First, IOperation Bound, bool Inclusive, IOperation? Step)
{
    /// <summary>The variable.</summary>
    public ILocalSymbol Variable => Declarator.Symbol;

    /// <summary>Matches a loop, or gives null.</summary>
    public static CountedLoop? Match(IForLoopOperation loop)
    {
        if (loop.AtLoopBottom.Length != 1 || loop.AtLoopBottom[0] is not IExpressionStatementOperation { Operation: var next }) return null;
        if (StepOf(next) is not var (variable, step)) return null;
        if (variable.Type.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64)) return null;
        if (loop.Condition is not IBinaryOperation { OperatorMethod: null } test) return null;
        (IOperation left, IOperation right, BinaryOperatorKind kind) = test.OperatorKind switch
        {
            BinaryOperatorKind.GreaterThan => (test.RightOperand, test.LeftOperand, BinaryOperatorKind.LessThan),
            BinaryOperatorKind.GreaterThanOrEqual => (test.RightOperand, test.LeftOperand, BinaryOperatorKind.LessThanOrEqual),
            _ => (test.LeftOperand, test.RightOperand, test.OperatorKind),
        };
        if (kind is not (BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual)) return null;
        if (left is IConversionOperation { OperatorMethod: null, IsImplicit: true } widened) left = widened.Operand;
        if (!Is(left, variable) || loop.Before.Length != 1 || loop.Before[0] is not IVariableDeclarationGroupOperation group) return null;
        IVariableDeclaratorOperation[] declarators = group.Declarations.SelectMany(d => d.Declarators).ToArray();
        int index = Array.FindIndex(declarators, d => SymbolEqualityComparer.Default.Equals(d.Symbol, variable));
        if (index < 0 || declarators[index].Initializer is not { } initializer || declarators[index].Symbol.IsRef) return null;

        // Another variable's initialiser must not see or change this one.
        if (declarators.Length > 1 && (declarators.Any(d => d.Initializer is not { Value: var value } || AssignedVariables.In(value).Count > 0) ||
            declarators.Any(d => AssignedVariables.ReadsOf(variable, d).Reads > 0) || declarators.Any(d => d.Symbol is { } other && AssignedVariables.ReadsOf(other, initializer).Reads > 0))) return null;
        return AssignedVariables.In(loop.Body).Contains(variable) ? null : new CountedLoop(declarators[index], initializer.Value, right, kind == BinaryOperatorKind.LessThanOrEqual, step);
    }

    private static (ILocalSymbol Variable, IOperation? Step)? StepOf(IOperation next)
    {
        switch (next)
        {
            case IIncrementOrDecrementOperation { Kind: OperationKind.Increment, Target: ILocalReferenceOperation target }:
                return (target.Local, null);
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Target: ILocalReferenceOperation target } compound:
                return (target.Local, compound.Value);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null } sum }:
                if (Is(sum.LeftOperand, target.Local)) return (target.Local, sum.RightOperand);
                return Is(sum.RightOperand, target.Local) ? (target.Local, sum.LeftOperand) : null;
            default:
                return null;
        }
    }

    private static bool Is(IOperation operation, ISymbol variable) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, variable);
}
