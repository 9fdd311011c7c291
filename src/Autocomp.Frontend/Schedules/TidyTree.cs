using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Schedules;

/// <summary>Brings a tree into the one form that its text has: no nested plain blocks, no jumps to where control goes anyway, and
/// jumps out of more than one loop as exits of a labelled block. Idempotent.</summary>
internal sealed class TidyTree
{
    private readonly Dictionary<Label, Label> redirected = new();
    private readonly HashSet<Label> loops = new();
    private int nextLabel;

    private TidyTree(Statement body) => nextLabel = 1 + Largest(body);

    /// <summary>Tidies a body.</summary>
    public static Statement.Block Tidy(Statement.Block body)
    {
        TidyTree tidy = new(body);
        ImmutableArray<Statement> statements = tidy.List(body.Statements, body.Label, loop: null);
        Label? label = body.Label is { } own && Targets(statements, own) ? own : null;
        return body with { Statements = statements, Label = label };
    }

    private ImmutableArray<Statement> List(IEnumerable<Statement> source, Label? tail, Statement? loop)
    {
        List<Statement> flat = new();
        Flatten(source, flat);
        List<Statement> result = new();
        for (int i = 0; i < flat.Count; i++)
        {
            bool isLast = i == flat.Count - 1;
            if (tail is not null && !isLast && flat[i] is Statement.If { Else: null } guard && EndsAt(guard.Then, tail))
            {
                result.Add(Conditional(guard with { Else = new Statement.Block(flat.Skip(i + 1).ToImmutableArray()) }, tail, loop));
                return result.ToImmutableArray();
            }

            Statement tidied = One(flat[i], isLast ? tail : null, loop);
            if (tidied is Statement.Block { Label: null } block) result.AddRange(block.Statements);
            else if (!(tidied is Statement.Exit exit && isLast && exit.Label == tail)) result.Add(tidied);

            // Nothing behind a jump is reached.
            if (flat[i] is Statement.Exit or Statement.Trap) break;
        }

        return result.ToImmutableArray();
    }

    private static void Flatten(IEnumerable<Statement> source, List<Statement> flat)
    {
        foreach (Statement statement in source)
        {
            if (statement is Statement.Block { Label: null } block) Flatten(block.Statements, flat);
            else flat.Add(statement);
        }
    }

    private Statement One(Statement statement, Label? tail, Statement? loop)
    {
        switch (statement)
        {
            case Statement.Block { Label: { } label } block:
                ImmutableArray<Statement> inner = List(block.Statements, label, loop);
                return block with { Statements = inner, Label = Targets(inner, label) ? label : null };
            case Statement.If conditional:
                return Conditional(conditional, tail, loop);
            case Statement.For counted:
                return Loop(counted, counted.Body, counted.Break, counted.Continue, body => counted with { Body = body });
            case Statement.While general:
                return Loop(general, general.Body, general.Break, general.Continue, body => general with { Body = body });
            case Statement.Exit exit:
                return Redirect(exit, loop);
            default:
                return statement;
        }
    }

    private Statement.If Conditional(Statement.If conditional, Label? tail, Statement? loop)
    {
        ImmutableArray<Statement> otherwise = conditional.Else is null ? ImmutableArray<Statement>.Empty : List([conditional.Else], tail, loop);
        return conditional with
        {
            Then = new Statement.Block(List([conditional.Then], tail, loop)),
            Else = otherwise.IsEmpty ? null : new Statement.Block(otherwise),
        };
    }

    private Statement Loop(Statement loop, Statement body, Label breakLabel, Label continueLabel, Func<Statement, Statement> with)
    {
        ImmutableArray<Statement> statements = List([body], continueLabel, loop);
        if (redirected.TryGetValue(continueLabel, out Label? next)) statements = List([new Statement.Block(statements, next)], continueLabel, loop);
        Statement result = with(new Statement.Block(statements));
        return redirected.TryGetValue(breakLabel, out Label? end) ? new Statement.Block([result], end) { Span = loop.Span } : result;
    }

    // break and continue reach the innermost loop only.
    private Statement.Exit Redirect(Statement.Exit exit, Statement? loop)
    {
        bool isInner = loop switch
        {
            Statement.For counted => exit.Label == counted.Break || exit.Label == counted.Continue,
            Statement.While general => exit.Label == general.Break || exit.Label == general.Continue,
            _ => false,
        };
        if (isInner || !loops.Contains(exit.Label)) return exit;
        if (!redirected.TryGetValue(exit.Label, out Label? label)) redirected.Add(exit.Label, label = new Label(nextLabel++));
        return exit with { Label = label };
    }

    private int Largest(Statement statement)
    {
        switch (statement)
        {
            case Statement.Block block:
                int largest = block.Label?.Id ?? 0;
                foreach (Statement inner in block.Statements) largest = Math.Max(largest, Largest(inner));
                return largest;
            case Statement.If conditional:
                return Math.Max(Largest(conditional.Then), conditional.Else is null ? 0 : Largest(conditional.Else));
            case Statement.For loop:
                loops.Add(loop.Break);
                loops.Add(loop.Continue);
                return Math.Max(Largest(loop.Body), Math.Max(loop.Break.Id, loop.Continue.Id));
            case Statement.While loop:
                loops.Add(loop.Break);
                loops.Add(loop.Continue);
                return Math.Max(Largest(loop.Body), Math.Max(loop.Break.Id, loop.Continue.Id));
            default:
                return 0;
        }
    }

    private static bool EndsAt(Statement statement, Label tail) => statement switch
    {
        Statement.Block { Label: null } block => !block.Statements.IsEmpty && EndsAt(block.Statements[block.Statements.Length - 1], tail),
        Statement.Exit exit => exit.Label == tail,
        _ => false,
    };

    private static bool Targets(IEnumerable<Statement> statements, Label label) => statements.Any(s => s switch
    {
        Statement.Exit exit => exit.Label == label,
        Statement.Block block => Targets(block.Statements, label),
        Statement.If conditional => Targets([conditional.Then], label) || (conditional.Else is not null && Targets([conditional.Else], label)),
        Statement.For loop => Targets([loop.Body], label),
        Statement.While loop => Targets([loop.Body], label),
        _ => false,
    });
}
