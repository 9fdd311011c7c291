using System.Globalization;
using System.Text;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Kernels;

/// <summary>Prints a body as nested lists. Locals and labels are numbered in order of appearance.</summary>
internal sealed class PrintCanonicalBody(StringBuilder text)
{
    private readonly Dictionary<int, int> locals = new();
    private readonly Dictionary<int, int> labels = new();

    /// <summary>Prints a statement, a line each.</summary>
    public void Statement(Statement statement, int depth)
    {
        text.Append(' ', 2 * depth);
        switch (statement)
        {
            case Statement.Block block:
                Line(block.Label is null ? "block" : "block " + Label(block.Label));
                foreach (Statement inner in block.Statements) Statement(inner, depth + 1);
                break;
            case Statement.Assign assign:
                Line($"assign {Local(assign.Local)} {Expression(assign.Value)}");
                break;
            case Statement.WriteElement write:
                Line($"write {write.Parameter.Name} [{List(write.Indices)}] {Expression(write.Value)}");
                break;
            case Statement.WritePointer write:
                Line($"store {Expression(write.Pointer)} {Expression(write.Value)}");
                break;
            case Statement.If conditional:
                Line($"if {Expression(conditional.Condition)}");
                Statement(conditional.Then, depth + 1);
                if (conditional.Else is not null) Statement(conditional.Else, depth + 1);
                break;
            case Statement.For loop:
                Line($"for {Local(loop.Variable)} {Expression(loop.From)} {Expression(loop.To)} {Number(loop.Step)} {Label(loop.Break)} {Label(loop.Continue)}");
                Statement(loop.Body, depth + 1);
                break;
            case Statement.While loop:
                Line($"{(loop.TestAtEnd ? "do" : "while")} {Expression(loop.Condition)} {Label(loop.Break)} {Label(loop.Continue)}");
                Statement(loop.Body, depth + 1);
                break;
            case Statement.Exit exit:
                Line("exit " + Label(exit.Label));
                break;
            case Statement.Trap trap:
                Line("trap " + trap.Reason);
                break;
            case Statement.Intrinsic intrinsic:
                string arguments = string.Join(" ", intrinsic.Arguments.Select(a => a.Parameter + "=" + Expression(a.Value)));
                Line($"{intrinsic.Name} {arguments}{(intrinsic.Result is null ? "" : " to " + Local(intrinsic.Result))}");
                break;
        }
    }

    private void Line(string line) => text.Append(line).Append('\n');

    private string Expression(Expression expression) => expression switch
    {
        Expression.Constant constant => $"{Type(constant.Type)}:{Number(constant.Bits)}",
        Expression.ReadLocal read => Local(read.Local),
        Expression.ReadParameter read => read.Parameter.Name,
        Expression.ReadElement read => $"(read {read.Parameter.Name} [{List(read.Indices)}])",
        Expression.ReadPointer read => $"(load {Type(read.Type)} {Expression(read.Pointer)})",
        Expression.OffsetPointer offset => $"(offset {Expression(offset.Pointer)} {Expression(offset.Elements)})",
        Expression.Unary unary => $"({unary.Operator}{Checked(unary.IsChecked)} {Type(unary.Type)} {Expression(unary.Operand)})",
        Expression.Binary binary => $"({binary.Operator}{Checked(binary.IsChecked)} {Type(binary.Left.Type)} {Expression(binary.Left)} {Expression(binary.Right)})",
        Expression.Convert convert => $"(convert{Checked(convert.IsChecked)} {Type(convert.Operand.Type)} {Type(convert.Type)} {Expression(convert.Operand)})",
        Expression.BitCast cast => $"(bits {Type(cast.Type)} {Expression(cast.Operand)})",
        Expression.Conditional conditional => $"(if {Expression(conditional.Condition)} {Expression(conditional.WhenTrue)} {Expression(conditional.WhenFalse)})",
        Expression.Call call => $"({call.Function} {Type(call.Type)} {List(call.Arguments)})",
        _ => throw new InvalidOperationException("Unknown expression " + expression.GetType().Name),
    };

    private string List(IEnumerable<Expression> expressions) => string.Join(" ", expressions.Select(Expression));

    // The buffer's size is part of what its local means.
    private string Local(Local local)
    {
        if (locals.TryGetValue(local.Id, out int known)) return "v" + Number(known);
        locals.Add(local.Id, known = locals.Count);
        return $"v{Number(known)}<{Type(local.Type)}{(local.StackElements > 0 ? " stack " + Number(local.StackElements) : "")}>";
    }

    private string Label(Label label)
    {
        if (!labels.TryGetValue(label.Id, out int known)) labels.Add(label.Id, known = labels.Count);
        return "l" + Number(known);
    }

    private static string Type(DataType type) => type.Scalar + (type.IsPointer ? "*" : "");

    private static string Checked(bool isChecked) => isChecked ? ".checked" : "";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
