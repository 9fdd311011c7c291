using System.Collections.Immutable;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Lowering;

/// <summary>Lowers Roslyn's operations of one method, its helpers inlined, to the loop tree. What it doesn't know it reports.</summary>
/// <remarks>Expressions of the tree have no effects, so effects are emitted as statements in C#'s order of evaluation; a value that
/// such a statement could change is kept in a temporary first.</remarks>
internal sealed partial class LowerBody
{
    private readonly Session session;
    private Frame frame;
    private List<Statement> output = new();
    private int depth;

    private LowerBody(Session session, Frame frame)
    {
        this.session = session;
        this.frame = frame;
    }

    /// <summary>Lowers a method.</summary>
    /// <param name="session">Compilation and counters.</param>
    /// <param name="method">The method.</param>
    /// <param name="bindings">What its parameters stand for; a scalar that the method assigns is copied to a local.</param>
    /// <returns>The body; meaningless when something was reported.</returns>
    public static Statement.Block Lower(Session session, IMethodSymbol method, IEnumerable<KeyValuePair<ISymbol, Binding>> bindings)
    {
        Frame frame = new(method, caller: null, session.NewLabel());
        LowerBody lowering = new(session, frame);
        if (!lowering.IsInlinable(method, SourceOf(method)) || session.BodyOf(method) is not { } body) return new Statement.Block([]);
        HashSet<ISymbol> assigned = AssignedVariables.In(body);
        foreach (KeyValuePair<ISymbol, Binding> binding in bindings)
        {
            frame.Bindings[binding.Key] = binding.Value is Binding.Value value && assigned.Contains(binding.Key)
                ? new Binding.Variable(lowering.Store(binding.Key.Name, value.Expression, body))
                : binding.Value;
        }

        lowering.LowerStatement(body, frame.ReturnLabel);
        bool returns = ContainsExit(lowering.output, frame.ReturnLabel);
        return new Statement.Block(lowering.output.ToImmutableArray(), returns ? frame.ReturnLabel : null) { Span = Spans.Of(body.Syntax) };
    }

    private static Location SourceOf(ISymbol symbol) => symbol.Locations.FirstOrDefault() ?? Location.None;

    private void Report(DiagnosticDescriptor descriptor, IOperation operation, params object[] arguments) =>
        session.Diagnostics.Report(descriptor, SyntaxOf(operation).GetLocation(), arguments);

    /// <summary>The user's syntax: inside methods of the library their call.</summary>
    private SyntaxNode SyntaxOf(IOperation operation) => frame.LibraryCall ?? operation.Syntax;

    private SourceSpan SpanOf(IOperation operation) => Spans.Of(SyntaxOf(operation));

    private static Expression Broken(IOperation operation) => Build.Zero(ScalarTypes.Of(operation.Type) ?? Build.Int32);

    private void Emit(Statement statement, IOperation source) => output.Add(statement with { Span = SpanOf(source) });

    /// <summary>Gives a value a local of its own.</summary>
    private Local Store(string name, Expression value, IOperation source)
    {
        Local local = session.NewLocal(name, value.Type);
        Emit(new Statement.Assign(local, value), source);
        return local;
    }

    /// <summary>The value in a form that later statements can't change.</summary>
    private Expression Keep(Expression value, IOperation source) =>
        value is Expression.Constant or Expression.ReadParameter ? value : new Expression.ReadLocal(Store("value", value, source));

    /// <summary>Lowers into a list of its own.</summary>
    private List<Statement> Capture(Action lower)
    {
        List<Statement> outer = output;
        List<Statement> captured = output = new List<Statement>();
        lower();
        output = outer;
        return captured;
    }

    private (List<Statement> Effects, Expression Value) CaptureValue(IOperation operation)
    {
        Expression value = Build.Constant(0);
        List<Statement> effects = Capture(() => value = LowerExpression(operation));
        return (effects, value);
    }

    /// <summary>Lowers operands from left to right; earlier values that later effects would change are kept before these.</summary>
    private Expression[] LowerOperands(params IOperation[] operands)
    {
        Expression[] values = new Expression[operands.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            (List<Statement> effects, values[i]) = CaptureValue(operands[i]);
            if (effects.Count == 0) continue;
            Effects changes = Effects.Of(effects);
            for (int earlier = 0; earlier < i; earlier++) values[earlier] = KeepIfChanged(values[earlier], changes, operands[earlier]);
            output.AddRange(effects);
        }

        return values;
    }

    private Expression KeepIfChanged(Expression value, Effects changes, IOperation source) => changes.Change(value) ? Keep(value, source) : value;

    /// <summary>Counts an operation and stops at the limits.</summary>
    private bool Enter(IOperation operation)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        if (session.GaveUp) return false;
        if (++session.Operations > Limits.Operations)
        {
            Report(DiagnosticDescriptors.BodyTooLarge, operation, frame.Method.Name, Limits.Operations);
            session.GaveUp = true;
        }
        else if (depth >= Limits.OperationDepth)
        {
            Report(DiagnosticDescriptors.NestingTooDeep, operation, Limits.OperationDepth);
            session.GaveUp = true;
        }

        return !session.GaveUp;
    }

    private static bool ContainsExit(IEnumerable<Statement> statements, Label label) => statements.Any(s => ContainsExit(s, label));

    private static bool ContainsExit(Statement statement, Label label) => statement switch
    {
        Statement.Exit exit => exit.Label == label,
        Statement.Block block => ContainsExit(block.Statements, label),
        Statement.If conditional => ContainsExit(conditional.Then, label) || (conditional.Else is not null && ContainsExit(conditional.Else, label)),
        Statement.For loop => ContainsExit(loop.Body, label),
        Statement.While loop => ContainsExit(loop.Body, label),
        _ => false,
    };

    private static Statement.Block BlockOf(List<Statement> statements, Label? label = null) =>
        new(statements.ToImmutableArray(), label is not null && ContainsExit(statements, label) ? label : null);

    /// <summary>Adds statements; in a block with the label when they exit to it.</summary>
    private void EmitBlock(List<Statement> statements, Label label, IOperation source)
    {
        if (ContainsExit(statements, label)) Emit(new Statement.Block(statements.ToImmutableArray(), label), source);
        else output.AddRange(statements);
    }
}
