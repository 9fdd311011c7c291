using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Turns <c>if (c) continue; rest</c> into <c>if (!c) { rest }</c>, which says the same without a jump.</summary>
internal static class GuardedContinue
{
    /// <summary>Rewrites a body; loops inside too.</summary>
    /// <param name="statement">The body.</param>
    public static Statement Rewrite(Statement statement) => statement switch
    {
        Statement.Block block => block with { Statements = [.. block.Statements.Select(Rewrite)] },
        Statement.If conditional => conditional with { Then = Rewrite(conditional.Then), Else = conditional.Else is { } otherwise ? Rewrite(otherwise) : null },
        Statement.For loop => loop with { Body = Guarded(Rewrite(loop.Body), loop.Continue) },
        _ => statement,
    };

    /// <summary>The body of a loop in which jumps to the next iteration at the end of a condition have become conditions.</summary>
    private static Statement Guarded(Statement body, Label next)
    {
        if (body is not Statement.Block block)
        {
            return body;
        }

        for (int i = 0; i < block.Statements.Length; i++)
        {
            switch (block.Statements[i])
            {
                case Statement.Exit exit when exit.Label.Id == next.Id:
                    return block with { Statements = block.Statements[..i] };
                case Statement.If { Else: null } skip when JumpsOnly(skip.Then, next):
                    Expression stays = new Expression.Unary(UnaryOperator.Not, skip.Condition, false, skip.Condition.Type) { Span = skip.Condition.Span };
                    Statement rest = Guarded(new Statement.Block(block.Statements[(i + 1)..]), next);
                    return block with { Statements = [.. block.Statements[..i], new Statement.If(stays, rest, null) { Span = skip.Span }] };
                case Statement.Block { Label: null } inner when i + 1 == block.Statements.Length:
                    return block with { Statements = block.Statements.SetItem(i, Guarded(inner, next)) };
                case Statement.If { Else: null } last when i + 1 == block.Statements.Length:
                    return block with { Statements = block.Statements.SetItem(i, last with { Then = Guarded(last.Then, next) }) };
            }
        }

        return block;
    }

    private static bool JumpsOnly(Statement statement, Label label) => statement switch
    {
        Statement.Exit exit => exit.Label.Id == label.Id,
        Statement.Block { Label: null, Statements: [var only] } => JumpsOnly(only, label),
        _ => false,
    };
}
