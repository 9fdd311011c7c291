using System.Collections.Immutable;
using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Turns loops that count down, or that are written with <c>while</c>, into counted loops whose body begins with the variable's value.</summary>
internal sealed class CountingLoops
{
    private readonly LocalReads reads;
    private int nextLocal;

    private CountingLoops(LocalReads reads) => (this.reads, nextLocal) = (reads, reads.Largest + 1);

    /// <summary>Rewrites a body.</summary>
    /// <param name="body">The body.</param>
    public static Statement.Block Rewrite(Statement.Block body) => new CountingLoops(LocalReads.In(body)).Block(body);

    private Statement.Block Block(Statement.Block block)
    {
        List<Statement> statements = [];
        foreach (Statement statement in block.Statements)
        {
            Statement rewritten = Inside(statement);
            if (rewritten is Statement.While loop && statements.Count > 0 && statements[^1] is Statement.Assign first && Counted(first, loop) is { } counted)
            {
                statements[^1] = counted;
            }
            else
            {
                statements.Add(rewritten);
            }
        }

        return block with { Statements = [.. statements] };
    }

    private Statement Inside(Statement statement) => statement switch
    {
        Statement.Block block => Block(block),
        Statement.If conditional => conditional with { Then = Inside(conditional.Then), Else = conditional.Else is { } otherwise ? Inside(otherwise) : null },
        Statement.For loop => loop with { Body = Inside(loop.Body) },
        Statement.While loop => loop with { Body = Inside(loop.Body) },
        _ => statement,
    };

    private Statement.For? Counted(Statement.Assign first, Statement.While loop)
    {
        Local variable = first.Local;
        if (first.Value is not Expression.Constant { Bits: var from } || loop.TestAtEnd || variable.Type.Scalar is not (ScalarType.Int32 or ScalarType.Int64)
            || loop.Body is not Statement.Block { Label: null, Statements: [.. var body, Statement.Assign next] } || next.Local.Id != variable.Id
            || StepOf(next, variable) is not { } step || Iterations(loop.Condition, variable, from, step) is not { } count || count <= 0
            || body.Any(statement => Assigns(statement, variable)) || reads.Of(variable) != LocalReads.In(loop).Of(variable))
        {
            return null;
        }

        Local counter = new(nextLocal++, variable.Name, variable.Type);
        Expression Constant(long value) => new Expression.Constant(variable.Type, value);
        Expression moved = new Expression.Binary(BinaryOperator.Multiply, new Expression.ReadLocal(counter), Constant(step), false, variable.Type);
        Expression value = new Expression.Binary(BinaryOperator.Add, Constant(from), moved, false, variable.Type);
        Statement named = new Statement.Assign(variable, value) { Span = first.Span };
        return new(counter, Constant(0), Constant(count), 1, new Statement.Block([named, .. body]), loop.Break, loop.Continue) { Span = loop.Span };
    }

    private static long? StepOf(Statement.Assign next, Local variable) => next.Value is Expression.Binary
        {
            Operator: BinaryOperator.Add or BinaryOperator.Subtract, Left: Expression.ReadLocal read, Right: Expression.Constant { Bits: > 0 and < int.MaxValue } by,
        } sum && read.Local.Id == variable.Id
        ? sum.Operator == BinaryOperator.Add ? by.Bits : -by.Bits
        : null;

    private static long? Iterations(Expression condition, Local variable, long from, long step)
    {
        if (condition is not Expression.Binary { Left: Expression.ReadLocal read, Right: Expression.Constant end } test || read.Local.Id != variable.Id || Math.Abs(end.Bits) > int.MaxValue - Math.Abs(step))
        {
            return null;
        }

        long? distance = (test.Operator, step > 0) switch
        {
            (BinaryOperator.Less, true) => end.Bits - from,
            (BinaryOperator.LessOrEqual, true) => end.Bits - from + 1,
            (BinaryOperator.Greater, false) => from - end.Bits,
            (BinaryOperator.GreaterOrEqual, false) => from - end.Bits + 1,
            _ => null,
        };
        return distance is { } all ? (all + Math.Abs(step) - 1) / Math.Abs(step) : null;
    }

    private static bool Assigns(Statement statement, Local variable) => WrittenStorage.In(statement).Contains(variable.Id);

    /// <summary>How often each local is read.</summary>
    private sealed class LocalReads : TreeWalker
    {
        private readonly Dictionary<int, int> counts = [];

        public int Largest { get; private set; }

        public static LocalReads In(Statement body)
        {
            LocalReads walker = new();
            walker.Visit(body);
            return walker;
        }

        public int Of(Local local) => counts.GetValueOrDefault(local.Id);

        public override void Visit(Statement statement)
        {
            Largest = Math.Max(Largest, statement switch
            {
                Statement.Assign assign => assign.Local.Id,
                Statement.For loop => loop.Variable.Id,
                _ => 0,
            });
            base.Visit(statement);
        }

        public override void Visit(Expression expression)
        {
            if (expression is Expression.ReadLocal read)
            {
                Largest = Math.Max(Largest, read.Local.Id);
                counts[read.Local.Id] = counts.GetValueOrDefault(read.Local.Id) + 1;
            }

            base.Visit(expression);
        }
    }
}
