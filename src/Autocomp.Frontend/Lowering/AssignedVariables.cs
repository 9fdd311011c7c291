using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

/// <summary>Finds the locals and parameters that an operation assigns.</summary>
internal static class AssignedVariables
{
    /// <summary>Every local and parameter that is assigned, incremented or passed by reference in the operation.</summary>
    public static HashSet<ISymbol> In(IOperation root)
    {
        HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);
        Stack<IOperation> pending = new();
        pending.Push(root);
        while (pending.Count > 0)
        {
            IOperation operation = pending.Pop();
            IOperation? target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation increment => increment.Target,
                IAddressOfOperation address => address.Reference,
                IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => argument.Value,
                _ => null,
            };
            foreach (IOperation part in target is ITupleOperation tuple ? tuple.Elements : target is null ? [] : ImmutableArray.Create(target))
            {
                if (SymbolOf(part) is { } symbol) assigned.Add(symbol);
            }

            foreach (IOperation child in operation.ChildOperations) pending.Push(child);
        }

        return assigned;
    }

    /// <summary>How often a parameter is read, and whether each read is evaluated whenever the operation is.</summary>
    public static (int Reads, bool Unconditional) ReadsOf(ISymbol parameter, IOperation root)
    {
        int reads = 0;
        bool unconditional = true;
        Stack<(IOperation Operation, bool Conditional)> pending = new();
        pending.Push((root, false));
        while (pending.Count > 0)
        {
            (IOperation operation, bool conditional) = pending.Pop();
            if (SymbolEqualityComparer.Default.Equals(SymbolOf(operation), parameter))
            {
                reads++;
                unconditional &= !conditional;
            }

            bool branches = operation is IConditionalOperation or ISwitchExpressionOperation or
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr };
            bool first = true;
            foreach (IOperation child in operation.ChildOperations)
            {
                pending.Push((child, conditional || (branches && !first)));
                first = false;
            }
        }

        return (reads, unconditional);
    }

    private static ISymbol? SymbolOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
