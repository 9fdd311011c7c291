using System.Collections.Immutable;
using System.Text;
using Autocomp.Frontend.Lowering;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Frontend.Schedules;

/// <summary>Prints a tidy tree line by line and gives the statements the places of their text.</summary>
internal sealed class PrintStatements
{
    private readonly StringBuilder text = new();
    private readonly string path;
    private readonly PlaceDeclarations declarations;
    private readonly Dictionary<Local, string> names;
    private readonly PrintExpression expressions;
    private readonly Dictionary<Label, string> exits = new();
    private readonly HashSet<Local> declared = new();
    private Label? returnLabel;
    private int lines;
    private int indent;

    /// <summary>Starts an empty text.</summary>
    public PrintStatements(string path, PlaceDeclarations declarations, Dictionary<Local, string> names)
    {
        this.path = path;
        this.declarations = declarations;
        this.names = names;
        expressions = new PrintExpression(names);
    }

    /// <summary>The text so far.</summary>
    public string Text => text.ToString();

    /// <summary>Adds a line.</summary>
    public void Line(string line)
    {
        if (line.Length > 0) text.Append(' ', 4 * indent).Append(line);
        text.Append('\n');
        lines++;
    }

    /// <summary>Opens braces.</summary>
    public void Open()
    {
        Line("{");
        indent++;
    }

    /// <summary>Closes braces.</summary>
    public void Close()
    {
        indent--;
        Line("}");
    }

    /// <summary>Prints a method's body.</summary>
    public Statement.Block Method(Statement.Block body)
    {
        returnLabel = body.Label;
        int first = lines;
        Open();
        foreach (Local buffer in declarations.Locals.Where(l => l.StackElements > 0))
        {
            string element = ScalarTypes.Keyword(buffer.Type.Scalar);
            Line(FormattableString.Invariant($"{element}* {names[buffer]} = stackalloc {element}[{buffer.StackElements}];"));
        }

        ImmutableArray<Statement> statements = body.Statements.Select(Print).ToImmutableArray();
        Close();
        return body with { Statements = statements, Span = Span(first) };
    }

    /// <summary>Prints statements without braces around them.</summary>
    public void Nest(Statement.Block body)
    {
        foreach (Statement statement in body.Statements) Print(statement);
    }

    private Statement Print(Statement statement)
    {
        List<Local> toDeclare = declarations.ByStatement.TryGetValue(statement, out List<Local>? found) ? found : new List<Local>();
        Local? assigned = statement switch
        {
            Statement.Assign assign => assign.Local,
            Statement.Intrinsic intrinsic => intrinsic.Result,
            _ => null,
        };
        foreach (Local local in toDeclare.Where(l => l != assigned))
        {
            declared.Add(local);
            Line($"{ScalarTypes.Keyword(local.Type)} {names[local]} = {expressions.As(Build.Zero(local.Type), local.Type)};");
        }

        int first = lines;
        Statement printed = PrintPlain(statement);
        return printed with { Span = Span(first) };
    }

    private Statement PrintPlain(Statement statement)
    {
        switch (statement)
        {
            case Statement.Block { Label: { } label } block:
                exits[label] = FormattableString.Invariant($"exit{exits.Count}");
                Statement.Block inner = Braces(block);
                Line(exits[label] + ": ;");
                return inner;
            case Statement.Block block:
                return Braces(block);
            case Statement.Assign assign:
                Line(Assignment(assign));
                return statement;
            case Statement.WriteElement write:
                Line(expressions.Exact(new Expression.ReadElement(write.Parameter, write.Indices, write.Value.Type)) + " = " + expressions.As(write.Value, new DataType(write.Parameter.Scalar)) + ";");
                return statement;
            case Statement.WritePointer write:
                Line(expressions.Element(write.Pointer) + " = " + expressions.As(write.Value, new DataType(write.Pointer.Type.Scalar)) + ";");
                return statement;
            case Statement.If conditional:
                return PrintIf(conditional, "if");
            case Statement.For loop:
                return PrintFor(loop);
            case Statement.While loop:
                return PrintWhile(loop);
            case Statement.Exit exit:
                Line(exit.Label == returnLabel ? "return;" : exits.TryGetValue(exit.Label, out string? name) ? JumpTo(name) : throw new InvalidOperationException("An exit leaves no enclosing statement."));
                return statement;
            case Statement.Intrinsic intrinsic:
                Line(Call(intrinsic));
                return statement;
            case Statement.Trap trap:
                Line($"Environment.FailFast({SymbolDisplay.FormatLiteral(trap.Reason, quote: true)});");
                return statement;
            default:
                throw new InvalidOperationException("Unknown statement " + statement.GetType().Name);
        }
    }

    private static string JumpTo(string name) => name is "break" or "continue" ? name + ";" : $"goto {name};";

    private Statement.Block Braces(Statement block)
    {
        int first = lines;
        Open();
        ImmutableArray<Statement> statements = ((Statement.Block)block).Statements.Select(Print).ToImmutableArray();
        Close();
        return (Statement.Block)block with { Statements = statements, Span = Span(first) };
    }

    private Statement.If PrintIf(Statement.If conditional, string keyword)
    {
        Line($"{keyword} ({expressions.Exact(conditional.Condition)})");
        Statement.Block then = Braces(conditional.Then);
        if (conditional.Else is not Statement.Block otherwise) return conditional with { Then = then };
        if (otherwise.Statements.Length == 1 && otherwise.Statements[0] is Statement.If next && !declarations.ByStatement.ContainsKey(next))
        {
            int first = lines;
            Statement chained = PrintIf(next, "else if") with { Span = Span(first) };
            return conditional with { Then = then, Else = otherwise with { Statements = [chained with { Span = Span(first) }] } };
        }

        Line("else");
        return conditional with { Then = then, Else = Braces(otherwise) };
    }

    private Statement.For PrintFor(Statement.For loop)
    {
        string name = names[loop.Variable];
        DataType type = loop.Variable.Type;
        string step = loop.Step == 1 ? name + "++" : FormattableString.Invariant($"{name} += {loop.Step}");
        Line($"for ({ScalarTypes.Keyword(type)} {name} = {expressions.As(loop.From, type)}; {name} < {expressions.Bound(loop.To)}; {step})");
        return loop with { Body = Body(loop.Body, loop.Break, loop.Continue) };
    }

    private Statement.While PrintWhile(Statement.While loop)
    {
        string condition = expressions.Exact(loop.Condition);
        Line(loop.TestAtEnd ? "do" : $"while ({condition})");
        Statement.Block body = Body(loop.Body, loop.Break, loop.Continue);
        if (loop.TestAtEnd) Line($"while ({condition});");
        return loop with { Body = body };
    }

    private Statement.Block Body(Statement body, Label breakLabel, Label continueLabel)
    {
        exits[breakLabel] = "break";
        exits[continueLabel] = "continue";
        Statement.Block printed = Braces(body);
        exits.Remove(breakLabel);
        exits.Remove(continueLabel);
        return printed;
    }

    private string Assignment(Statement.Assign assign)
    {
        Local local = assign.Local;
        string name = names[local];
        if (Declare(local)) return $"{ScalarTypes.Keyword(local.Type)} {name} = {expressions.As(assign.Value, local.Type)};";
        if (assign.Value is Expression.Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply, IsChecked: false, Left: Expression.ReadLocal left } sum && left.Local == local)
        {
            return $"{name} {FunctionNames.Operator(sum.Operator).Sign}= {expressions.As(sum.Right, local.Type)};";
        }

        if (assign.Value is Expression.OffsetPointer { Pointer: Expression.ReadLocal moved } offset && moved.Local == local)
        {
            (string sign, string elements) = expressions.Elements(offset.Elements);
            return $"{name} {sign}= {elements};";
        }

        return $"{name} = {expressions.As(assign.Value, local.Type)};";
    }

    /// <summary>Whether the statement being printed is the local's declaration.</summary>
    private bool Declare(Local local) => local.StackElements == 0 && declared.Add(local);

    private string Call(Statement.Intrinsic intrinsic)
    {
        ImmutableArray<IParameterSymbol> parameters = IntrinsicCatalog.Find(intrinsic.Name);
        List<string> arguments = new();
        bool positional = true;
        foreach (IParameterSymbol parameter in parameters)
        {
            IntrinsicArgument? argument = intrinsic.Arguments.FirstOrDefault(a => a.Parameter == parameter.Name);
            positional &= argument is not null && !parameter.HasExplicitDefaultValue;
            if (argument is null) continue;
            string value = expressions.Argument(argument.Value, parameter.Type);
            arguments.Add(positional ? value : NameLocals.Escape(parameter.Name) + ": " + value);
        }

        foreach (IntrinsicArgument argument in intrinsic.Arguments.Where(a => parameters.All(p => p.Name != a.Parameter)))
        {
            arguments.Add(NameLocals.Escape(argument.Parameter) + ": " + expressions.Exact(argument.Value));
        }

        string call = $"Gemmini.{intrinsic.Name}({string.Join(", ", arguments)});";
        if (intrinsic.Result is not { } result) return call;
        return Declare(result) ? $"{ScalarTypes.Keyword(result.Type)} {names[result]} = {call}" : $"{names[result]} = {call}";
    }

    private SourceSpan Span(int first)
    {
        int end = text.Length - 1;
        int start = end;
        while (start > 0 && text[start - 1] != '\n') start--;
        return new SourceSpan(path, first + 1, 4 * indent + 1, lines, end - start + 1);
    }
}
