using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Turns indices into affine functions of the loops around them. Shared by all that lift recognises.</summary>
/// <param name="scope">Loops around, and what is known of integer values, for proofs that index arithmetic does not wrap.</param>
/// <param name="log">Takes the reason of a refusal.</param>
internal sealed class AffineAccess(LiftScope scope, LiftLog log)
{
    private readonly Dictionary<int, Loop> loops = scope.Around.ToDictionary(loop => loop.Statement.Variable.Id);

    /// <summary>Makes a loop's variable known.</summary>
    /// <param name="loop">The loop.</param>
    public void Enter(Loop loop) => loops[loop.Statement.Variable.Id] = loop;

    /// <summary>An access of a tensor, or null with a remark.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="indices">One flat index, or one a dimension.</param>
    /// <param name="span">The place for the remark.</param>
    /// <param name="guards">Conditions under which it happens; null for none.</param>
    public Access? Of(KernelParameter tensor, ImmutableArray<Expression> indices, SourceSpan? span, IEnumerable<Guard>? guards = null)
    {
        LinearForm flat = LinearForm.Of(0);
        for (int d = 0; d < indices.Length; d++)
        {
            long extent = indices.Length == 1 ? tensor.Elements : tensor.Shape[d];
            if (TryLinear(indices[d]) is not { } index)
            {
                return log.Refuse<Access>($"the index of '{tensor.Name}' is not an affine function of the loop variables", span);
            }

            (Int128 low, Int128 high) = Guard.Range(index, guards ?? []);
            if (low < 0 || high >= extent)
            {
                return log.Refuse<Access>($"the index of '{tensor.Name}' is not always in bounds: it runs from {low} to {high} of {extent}", span);
            }

            flat = flat.Times(extent) + index;
        }

        return new(tensor, flat);
    }

    /// <summary>The element that an expression reads, of a tensor or a stack buffer; null when it reads none, or with a remark.</summary>
    /// <param name="read">The expression.</param>
    /// <param name="span">The place for the remark.</param>
    /// <param name="guards">Conditions under which it happens; null for none.</param>
    public Access? Of(Expression read, SourceSpan? span, IEnumerable<Guard>? guards = null) => read switch
    {
        Expression.ReadElement element => Of(element.Parameter, element.Indices, read.Span ?? span, guards),
        Expression.ReadPointer { Pointer: Expression.ReadLocal { Local: { StackElements: > 0 } buffer } } => Of(buffer, LinearForm.Of(0), read.Span ?? span, guards),
        Expression.ReadPointer { Pointer: Expression.OffsetPointer { Pointer: Expression.ReadLocal { Local: { StackElements: > 0 } buffer } } pointer } =>
            Of(buffer, TryLinear(pointer.Elements), read.Span ?? span, guards),
        _ => null,
    };

    private Access? Of(Local buffer, LinearForm? index, SourceSpan? span, IEnumerable<Guard>? guards) =>
        index is not null && Guard.Range(index, guards ?? []) is var (low, high) && low >= 0 && high < buffer.StackElements
            ? new(scope.Buffers.Of(buffer), index)
            : log.Refuse<Access>($"the index of '{buffer.Name}' is not an affine function of the loop variables, or not always in bounds", span);

    /// <summary>The affine function that an integer expression computes, or null. Nothing in it may wrap.</summary>
    /// <param name="expression">The expression.</param>
    public LinearForm? TryLinear(Expression expression)
    {
        switch (expression)
        {
            case Expression.Constant constant:
                return LinearForm.Of(constant.Bits);
            case Expression.ReadLocal read:
                return loops.TryGetValue(read.Local.Id, out Loop? loop) ? LinearForm.Of(loop) : null;
            case Expression.Convert convert when !convert.Operand.Type.IsFloat && scope.Ranges.StaysInType(convert):
                return TryLinear(convert.Operand);
            case Expression.Unary { Operator: UnaryOperator.Negate } negate when scope.Ranges.StaysInType(negate):
                return TryLinear(negate.Operand)?.Times(-1);
            case Expression.Binary binary when scope.Ranges.StaysInType(binary) && TryLinear(binary.Left) is { } left && TryLinear(binary.Right) is { } right:
                return Combine(binary.Operator, left, right);
            default:
                return null;
        }
    }

    private static LinearForm? Combine(BinaryOperator operation, LinearForm left, LinearForm right) => operation switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left + right.Times(-1),
        BinaryOperator.Multiply when right.Coefficients.IsEmpty => left.Times(right.Constant),
        BinaryOperator.Multiply when left.Coefficients.IsEmpty => right.Times(left.Constant),
        BinaryOperator.ShiftLeft when right.Coefficients.IsEmpty && right.Constant is >= 0 and < 31 => left.Times(1L << (int)right.Constant),
        _ => null,
    };
}
