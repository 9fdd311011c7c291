using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

// Roslyn gives pointer accesses and stackalloc as operations of kind None: their syntax says what they are.
internal sealed partial class LowerBody
{
    /// <summary>Lowers <c>*p</c> and <c>p[i]</c>; null when the operation is neither.</summary>
    private Expression.ReadPointer? LowerPointerOperation(IOperation operation)
    {
        if (operation.Kind != OperationKind.None) return null;
        IOperation[] children = operation.ChildOperations.ToArray();
        if (children.Length == 0 || ScalarTypes.Of(children[0].Type) is not { IsPointer: true } pointer) return null;
        DataType element = new(pointer.Scalar);
        switch (operation.Syntax)
        {
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PointerIndirectionExpression }:
                return new Expression.ReadPointer(LowerExpression(children[0]), element) { Span = SpanOf(operation) };
            case ElementAccessExpressionSyntax when children.Length == 2 && ScalarTypes.Of(children[1].Type) is not null:
                Expression[] operands = LowerOperands(children);
                return new Expression.ReadPointer(Build.Offset(operands[0], operands[1]), element) { Span = SpanOf(operation) };
            default:
                return null;
        }
    }

    private Expression LowerAddressOf(IAddressOfOperation address)
    {
        if (LowerPointerOperation(address.Reference) is { } read) return read.Pointer;
        Report(DiagnosticDescriptors.ByReference, address);
        return Broken(address);
    }

    private Expression LowerPointerArithmetic(IBinaryOperation binary)
    {
        IOperation left = binary.LeftOperand, right = binary.RightOperand;
        bool leftIsPointer = ScalarTypes.Of(left.Type) is { IsPointer: true }, rightIsPointer = ScalarTypes.Of(right.Type) is { IsPointer: true };
        bool isSum = binary.OperatorKind == BinaryOperatorKind.Add;
        if (leftIsPointer == rightIsPointer || !(isSum || binary.OperatorKind == BinaryOperatorKind.Subtract))
        {
            Report(DiagnosticDescriptors.Pointer, binary, "Pointers can't be compared or subtracted");
            return Broken(binary);
        }

        Expression[] operands = LowerOperands(left, right);
        Expression pointer = operands[leftIsPointer ? 0 : 1];
        Expression elements = Build.Convert(operands[leftIsPointer ? 1 : 0], Build.Int64, isChecked: false);
        return Build.Offset(pointer, isSum ? elements : Build.Unary(UnaryOperator.Negate, elements, isChecked: false));
    }

    /// <summary>The <c>stackalloc</c> that an initialiser is, conversions aside, or null.</summary>
    private static IOperation? StackAllocationOf(IOperation operation)
    {
        while (operation is IConversionOperation conversion) operation = conversion.Operand;
        return operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax && operation.Kind == OperationKind.None ? operation : null;
    }

    private Binding.Buffer? BindBuffer(IOperation allocation) =>
        Allocate(null, allocation) is { } pointer ? new Binding.Buffer(pointer, pointer.StackElements) : null;

    /// <summary>Gives a <c>stackalloc</c> its place on the stack. In kernels it is zeroed, as C# does; in schedules its content is unspecified.</summary>
    private Local? Allocate(ISymbol? name, IOperation allocation)
    {
        ITypeSymbol? element = allocation.Type switch
        {
            IPointerTypeSymbol pointer => pointer.PointedAtType,
            { } span => TensorTypes.ElementOf(span),
            _ => null,
        };
        IOperation[] children = allocation.ChildOperations.ToArray();
        if (element is null || children.Length == 0 || CheckType(element, "stackalloc", allocation) is not { IsPointer: false } type) return null;
        Expression size = LowerExpression(children[0]);
        IOperation[] values = children.Skip(1).SelectMany(c => c is IArrayInitializerOperation list ? list.ElementValues.ToArray() : new[] { c }).ToArray();
        if (!Build.IsInteger(size, out long elements) || elements <= 0 || elements * type.ScalarSize > Limits.StackBytes || frame.LoopDepth > 0)
        {
            Report(DiagnosticDescriptors.StackAllocation, allocation, Limits.StackBytes);
            return null;
        }

        Local pointerLocal = session.NewLocal(name?.Name ?? "buffer", type with { IsPointer = true }, elements);
        Expression start = new Expression.ReadLocal(pointerLocal);
        for (int i = 0; i < values.Length; i++)
        {
            Emit(new Statement.WritePointer(Build.Offset(start, Build.Constant(i)), Build.Convert(LowerExpression(values[i]), type, isChecked: false)), values[i]);
        }

        if (values.Length == 0 && session.Language == BodyLanguage.Kernel) EmitClear(start, elements, type, allocation);
        return pointerLocal;
    }

    private void EmitClear(Expression start, long elements, DataType type, IOperation source)
    {
        Local index = session.NewLocal("i", Build.Int32);
        Statement write = new Statement.WritePointer(Build.Offset(start, new Expression.ReadLocal(index)), Build.Zero(type)) { Span = SpanOf(source) };
        Emit(new Statement.For(index, Build.Constant(0), Build.Constant((int)elements), 1, new Statement.Block([write]), session.NewLabel(), session.NewLabel()), source);
    }
}
