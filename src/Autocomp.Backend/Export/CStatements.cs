using System.Globalization;
using Autocomp.Backend.Analysis;
using Autocomp.Backend.Lowering;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Export;

/// <summary>Prints statements as C.</summary>
/// <param name="text">Takes the lines.</param>
/// <param name="body">The whole body.</param>
/// <param name="ranges">What values can occur.</param>
/// <param name="expressions">Prints expressions.</param>
/// <param name="commands">Prints commands.</param>
/// <param name="names">Names of locals.</param>
/// <param name="helpers">Functions that the file carries.</param>
internal sealed class CStatements(
    ScheduleText text, Statement.Block body, ValueRanges ranges, CExpressions expressions, CCommands commands, Func<Local, string> names, CHelpers helpers)
{
    private readonly LocalScopes scopes = LocalScopes.Of(body);
    private readonly LocalUses uses = LocalUses.Of(body);
    private readonly HashSet<Label> jumped = [];
    private readonly HashSet<Local> declared = [];

    /// <summary>Prints the body's statements.</summary>
    public void Write()
    {
        foreach (Local local in scopes.In(body).Where(local => local.StackElements > 0))
        {
            declared.Add(local);
            text.Line($"_Alignas(64) {CType.Of(local.Type.Scalar)} {names(local)}[{local.StackElements.ToString(CultureInfo.InvariantCulture)}];");
        }

        Inside(body, null, null);
    }

    /// <summary>A statement as the body of something in braces.</summary>
    private void Inside(Statement statement, Label? leave, Label? next)
    {
        if (statement is not Statement.Block block)
        {
            Write(statement, leave, next);
            return;
        }

        Declare(block);
        foreach (Statement child in block.Statements)
        {
            Write(child, leave, next);
        }

        Mark(block.Label);
    }

    /// <summary>Declares what is not first assigned by a statement of the block itself; that one declares its local.</summary>
    private void Declare(Statement.Block block)
    {
        HashSet<Local> own = [.. scopes.In(block).Where(local => local.StackElements == 0)];
        foreach (Statement child in block.Statements)
        {
            if (child is Statement.Assign assign && own.Contains(assign.Local) && !LocalScopes.Of(new([assign with { Local = new Local(-1, "", assign.Value.Type) }])).All.Contains(assign.Local))
            {
                own.Remove(assign.Local);
            }
            else if (child is Statement.For loop && own.Contains(loop.Variable) && !uses.IsReadOutsideLoop(loop.Variable) && uses.Assignments(loop.Variable) == 1)
            {
                own.Remove(loop.Variable);
            }
            else
            {
                foreach (Local early in LocalScopes.Of(new([child])).All.Where(own.Remove))
                {
                    declared.Add(early);
                    text.Line($"{CType.Of(early.Type)} {names(early)};");
                }
            }
        }
    }

    private void Write(Statement statement, Label? leave, Label? next)
    {
        switch (statement)
        {
            case Statement.Block block:
                // Names are distinct in the whole function, so a block needs no braces.
                Inside(block, leave, next);
                break;
            case Statement.Assign assign:
                // Parameters that are read are const in C; in C# a pointer to them has no other type.
                string value = assign.Local.Type.IsPointer && assign.Value is not Expression.Constant
                    ? $"({CType.Of(assign.Local.Type)}){expressions.Text(assign.Value).At(CText.Unary)}"
                    : expressions.Print(assign.Value);
                text.Line($"{Target(assign.Local)} = {value};");
                break;
            case Statement.WritePointer write:
                text.Line($"{expressions.Element(write.Pointer).Text} = {expressions.Print(write.Value)};");
                break;
            case Statement.If conditional:
                text.Block($"if ({expressions.Print(conditional.Condition)})", () => Inside(conditional.Then, leave, next));
                if (conditional.Else is { } otherwise)
                {
                    text.Block("else", () => Inside(otherwise, leave, next));
                }

                break;
            case Statement.For loop:
                For(loop);
                break;
            case Statement.While loop:
                While(loop);
                break;
            case Statement.Exit exit:
                text.Line(exit.Label == leave ? "break;" : exit.Label == next ? "continue;" : $"goto {Jump(exit.Label)};");
                break;
            case Statement.Intrinsic command:
                if (command.Result is { } result && declared.Add(result))
                {
                    text.Line($"{CType.Of(result.Type)} {names(result)};");
                }

                text.Line(commands.Print(command, command.Result is { } taken ? names(taken) : null));
                break;
            case Statement.Trap trap:
                text.Line($"{helpers.Trap()}(\"{trap.Reason.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\");");
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} does not occur in a schedule.");
        }
    }

    private void For(Statement.For loop)
    {
        string variable = names(loop.Variable), type = CType.Of(loop.Variable.Type);
        string step = loop.Step.ToString(CultureInfo.InvariantCulture);
        bool fits = ranges.Of(loop.To).High - 1 + loop.Step <= Interval.Of(loop.Variable.Type).High;
        string advance = !fits
            ? $"{variable} = ({type})(({CType.Of(CType.Unsigned(loop.Variable.Type))}){variable} + {step}u)"
            : loop.Step == 1 ? variable + "++" : $"{variable} += {step}";
        text.Block($"for ({Target(loop.Variable)} = {expressions.Print(loop.From)}; {variable} < {expressions.Text(loop.To).At(CText.Additive)}; {advance})", () => Loop(loop.Body, loop.Break, loop.Continue));
        Mark(loop.Break);
    }

    private void While(Statement.While loop)
    {
        string condition = expressions.Print(loop.Condition);
        text.Block(loop.TestAtEnd ? "do" : $"while ({condition})", () => Loop(loop.Body, loop.Break, loop.Continue));
        if (loop.TestAtEnd)
        {
            text.Line($"while ({condition});");
        }

        Mark(loop.Break);
    }

    private void Loop(Statement loop, Label leave, Label next)
    {
        Inside(loop, leave, next);
        Mark(next);
    }

    /// <summary>The local as the left side of an assignment, declared there when it is not yet.</summary>
    private string Target(Local local) => declared.Add(local) ? $"{CType.Of(local.Type)} {names(local)}" : names(local);

    private string Jump(Label label)
    {
        jumped.Add(label);
        return Name(label);
    }

    private void Mark(Label? label)
    {
        if (label is not null && jumped.Contains(label))
        {
            text.Line($"{Name(label)}: ;");
        }
    }

    private static string Name(Label label) => "leave_" + label.Id.ToString(CultureInfo.InvariantCulture).Replace('-', 'n');
}
