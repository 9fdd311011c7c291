using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Frontend.Tree;

/// <summary>A statement of the structured body. Control leaves a construct only through <see cref="Exit"/> to an enclosing label.</summary>
public abstract record Statement
{
    /// <summary>Statements in order; with a label, the target of exits that leave the block forward (break, return of an inlined call).</summary>
    public sealed record Block(ImmutableArray<Statement> Statements, Label? Label = null) : Statement;

    /// <summary>Gives a local a value.</summary>
    public sealed record Assign(Local Local, Expression Value) : Statement;

    /// <summary>Writes an element of a tensor parameter; indices as in <see cref="Expression.ReadElement"/>.</summary>
    public sealed record WriteElement(KernelParameter Parameter, ImmutableArray<Expression> Indices, Expression Value) : Statement;

    /// <summary>Writes the scalar at a pointer.</summary>
    public sealed record WritePointer(Expression Pointer, Expression Value) : Statement;

    /// <summary>A conditional.</summary>
    public sealed record If(Expression Condition, Statement Then, Statement? Else) : Statement;

    /// <summary>A counted loop in canonical form: <c>for (v = from; v &lt; to; v += step)</c>; the body does not assign <c>v</c>, and <c>to</c> and <c>step</c> do not change in it.</summary>
    /// <param name="Variable">The loop variable, Int32 or Int64.</param>
    /// <param name="From">First value.</param>
    /// <param name="To">Exclusive end (a <c>&lt;=</c> bound is rewritten).</param>
    /// <param name="Step">A positive constant. Loops that count down or by variables are <see cref="While"/> loops.</param>
    /// <param name="Body">The body; an exit to <paramref name="Continue"/> ends one iteration.</param>
    /// <param name="Break">Exits here leave the loop.</param>
    /// <param name="Continue">Exits here start the next iteration.</param>
    public sealed record For(Local Variable, Expression From, Expression To, long Step, Statement Body, Label Break, Label Continue) : Statement;

    /// <summary>Any other loop: runs the body while the condition holds (tested before each iteration, or after it for <c>do</c>).</summary>
    public sealed record While(Expression Condition, Statement Body, bool TestAtEnd, Label Break, Label Continue) : Statement;

    /// <summary>Leaves the construct that owns the label.</summary>
    public sealed record Exit(Label Label) : Statement;

    /// <summary>Issues an accelerator intrinsic (schedules). Arguments by parameter name; omitted ones take the command table's default.</summary>
    /// <param name="Name">Method name in <c>Autocomp.Gemmini</c>, for example <c>Mvin2</c>.</param>
    /// <param name="Arguments">Arguments in source order.</param>
    /// <param name="Result">Local for the result of a command that returns one, or null.</param>
    public sealed record Intrinsic(string Name, ImmutableArray<IntrinsicArgument> Arguments, Local? Result) : Statement;

    /// <summary>Stops the kernel as C#'s exception would have.</summary>
    /// <param name="Reason">The exception's meaning in words.</param>
    public sealed record Trap(string Reason) : Statement;

    /// <summary>Where it stands in source.</summary>
    public SourceSpan? Span { get; init; }
}
