using System.Globalization;
using System.Text;

namespace Autocomp.Search.Proposer;

/// <summary>Writes indented C# with braces on lines of their own and leaves out loops of one pass.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes one line.</summary>
    public void Line(string line) => text.Append(' ', 4 * depth).Append(line).Append('\n');

    /// <summary>Writes an empty line.</summary>
    public void Gap() => text.Append('\n');

    /// <summary>Writes a construct with a body in braces.</summary>
    public void Block(string header, Action body)
    {
        Line(header);
        Line("{");
        Indent(body);
        Line("}");
    }

    /// <summary>Writes lines one level deeper.</summary>
    public void Indent(Action body)
    {
        depth++;
        body();
        depth--;
    }

    /// <summary>Writes a counted loop, or its body alone when it would run once.</summary>
    /// <param name="variable">The loop variable.</param>
    /// <param name="from">First value as C#.</param>
    /// <param name="to">Exclusive end as C#.</param>
    /// <param name="step">The step as C#.</param>
    /// <param name="body">Gets the variable, or the one value that it would have.</param>
    public void Loop(string variable, string from, string to, string step, Action<string> body)
    {
        if (IsConstant(from, out long first) && IsConstant(to, out long end) && IsConstant(step, out long by))
        {
            if (end <= first) return;
            if (first + by >= end)
            {
                body(from);
                return;
            }
        }

        string advance = step == "1" ? $"{variable}++" : $"{variable} += {step}";
        Block($"for (int {variable} = {from}; {variable} < {to}; {advance})", () => body(variable));
    }

    /// <summary>Writes the body under a condition; none for <c>true</c>.</summary>
    public void If(string condition, Action body)
    {
        if (condition == "true") body();
        else Block($"if ({condition})", body);
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>The sum as C#, without zeros, constants folded.</summary>
    public static string Sum(params string[] terms)
    {
        long constant = 0;
        var rest = new List<string>();
        foreach (string term in terms)
        {
            if (IsConstant(term, out long value)) constant += value;
            else rest.Add(term);
        }

        if (constant != 0 || rest.Count == 0) rest.Add(Number(constant));
        return string.Join(" + ", rest);
    }

    /// <summary>The product of an expression and a constant as C#.</summary>
    public static string Times(string expression, long factor) =>
        IsConstant(expression, out long value) ? Number(value * factor)
        : factor == 1 ? expression
        : factor == 0 ? "0"
        : $"{expression} * {Number(factor)}";

    /// <summary>The smaller of an expression and a constant as C#.</summary>
    public static string Min(long limit, string expression) =>
        IsConstant(expression, out long value) ? Number(Math.Min(limit, value)) : $"Math.Min({Number(limit)}, {expression})";

    /// <summary>A difference as C#.</summary>
    public static string Minus(string left, string right) =>
        right == "0" ? left
        : IsConstant(left, out long a) && IsConstant(right, out long b) ? Number(a - b)
        : $"{left} - {right}";

    /// <summary>All conditions together as C#; those that hold by themselves are left out.</summary>
    public static string All(params string[] conditions)
    {
        string[] open = [.. conditions.Where(c => c != "true")];
        return open.Length == 0 ? "true" : string.Join(" && ", open);
    }

    /// <summary>Whether C# text is a decimal constant.</summary>
    public static bool IsConstant(string expression, out long value) =>
        long.TryParse(expression, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>A number as C#.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
