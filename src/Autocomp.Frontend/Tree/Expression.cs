using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Frontend.Tree;

/// <summary>A typed expression without side effects; it may trap (index, division, checked overflow).</summary>
/// <remarks>The front end moves assignments, increments and calls out of expressions into statements, in C#'s order of evaluation.
/// C#'s implicit conversions are explicit <see cref="Convert"/> nodes: both sides of a binary node have one type (shift counts are Int32).</remarks>
/// <param name="Type">The type of the value.</param>
public abstract record Expression(DataType Type)
{
    /// <summary>A constant. Integers and bool hold their value in <paramref name="Bits"/> sign- or zero-extended; floats their IEEE bits (low 32 for <c>float</c>).</summary>
    public sealed record Constant(DataType Type, long Bits) : Expression(Type);

    /// <summary>The value of a local.</summary>
    public sealed record ReadLocal(Local Local) : Expression(Local.Type);

    /// <summary>The value of a scalar parameter, or the base address of a pointer parameter (schedules).</summary>
    public sealed record ReadParameter(KernelParameter Parameter, DataType Type) : Expression(Type);

    /// <summary>An element of a tensor parameter (kernels).</summary>
    /// <param name="Parameter">The tensor.</param>
    /// <param name="Indices">One index a dimension as written: a single flat index for spans, one each for 2-D arrays and tensor spans; Int32 or Int64.</param>
    /// <param name="Type">The element type.</param>
    public sealed record ReadElement(KernelParameter Parameter, ImmutableArray<Expression> Indices, DataType Type) : Expression(Type);

    /// <summary>The scalar at a pointer (schedules, <c>stackalloc</c>).</summary>
    public sealed record ReadPointer(Expression Pointer, DataType Type) : Expression(Type);

    /// <summary><c>pointer + elements</c>, scaled by the element size; elements is Int64.</summary>
    public sealed record OffsetPointer(Expression Pointer, Expression Elements) : Expression(Pointer.Type);

    /// <summary>A unary operation.</summary>
    public sealed record Unary(UnaryOperator Operator, Expression Operand, bool IsChecked, DataType Type) : Expression(Type);

    /// <summary>A binary operation. Comparisons and logical operators give Boolean; <c>&amp;&amp;</c> and <c>||</c> evaluate the right side only when needed.</summary>
    public sealed record Binary(BinaryOperator Operator, Expression Left, Expression Right, bool IsChecked, DataType Type) : Expression(Type);

    /// <summary>A conversion with C# semantics; float to integer saturates and NaN gives 0 when unchecked (.NET 9 and later).</summary>
    public sealed record Convert(Expression Operand, bool IsChecked, DataType Type) : Expression(Type);

    /// <summary><c>condition ? whenTrue : whenFalse</c>, evaluating one side only.</summary>
    public sealed record Conditional(Expression Condition, Expression WhenTrue, Expression WhenFalse, DataType Type) : Expression(Type);

    /// <summary>A function that IEEE 754 or the language defines exactly, or a helper of <c>Autocomp</c> kept as one node so that lift can see it.</summary>
    public sealed record Call(MathFunction Function, ImmutableArray<Expression> Arguments, DataType Type) : Expression(Type);

    /// <summary>Reinterprets the bits of a value (<c>BitConverter.SingleToUInt32Bits</c> and the like); same size.</summary>
    public sealed record BitCast(Expression Operand, DataType Type) : Expression(Type);

    /// <summary>Where it stands in source, if it has a place of its own.</summary>
    public SourceSpan? Span { get; init; }
}
