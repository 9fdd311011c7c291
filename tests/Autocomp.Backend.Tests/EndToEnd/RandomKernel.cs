using System.Globalization;
using System.Text;

namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>Writes one random kernel of the subset: loops, conditions, indices, all types and operators, traps included.</summary>
/// <remarks>Two operands of an operator are never both literals, which C# would fold, and refuse on overflow.</remarks>
internal sealed class RandomKernel
{
    private const int Elements = 16;

    private static readonly string[] Types = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double"];

    private readonly Random random;
    private readonly StringBuilder text = new();
    private readonly List<(string Name, string Type, bool Assignable)> variables = [];
    private readonly (string Name, string Type)[] tensors;
    private int locals;

    private RandomKernel(int seed)
    {
        random = new Random(seed);
        tensors = [("x", Type()), ("z", Type()), ("y", Type())];
    }

    /// <summary>Counts what was generated: operator and type.</summary>
    public SortedDictionary<string, int> Coverage { get; } = new(StringComparer.Ordinal);

    /// <summary>The kernel's method.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="coverage">Takes the counts.</param>
    public static string Write(int seed, string name, SortedDictionary<string, int> coverage)
    {
        RandomKernel kernel = new(seed);
        string result = kernel.Method(name);
        foreach ((string key, int count) in kernel.Coverage)
        {
            coverage[key] = coverage.GetValueOrDefault(key) + count;
        }

        return result;
    }

    private string Method(string name)
    {
        string s = Type(), f = Type();
        variables.Add(("s", s, false));
        variables.Add(("f", f, false));
        text.Append(CultureInfo.InvariantCulture, $"[Kernel] public static void {name}([Shape(\"{Elements}\")] ReadOnlySpan<{tensors[0].Type}> x, [Shape(\"4, 4\")] {tensors[1].Type}[,] z, [Shape(\"{Elements}\")] Span<{tensors[2].Type}> y, {s} s, {f} f)\n{{ unchecked {{\n");
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            Declare();
        }

        Statements(random.Next(2, 5), 0);
        text.Append("} }\n");
        return text.ToString();
    }

    private string Type() => Types[random.Next(Types.Length)];

    private void Statements(int count, int depth)
    {
        int visible = variables.Count;
        for (int i = 0; i < count; i++)
        {
            Statement(depth);
        }

        variables.RemoveRange(visible, variables.Count - visible);
    }

    private void Statement(int depth)
    {
        switch (random.Next(depth < 3 ? 9 : 5))
        {
            case 0:
                Declare();
                break;
            case 1 or 2 when variables.Any(variable => variable.Assignable):
                Assign();
                break;
            case 5 or 6:
                Loop(depth);
                break;
            case 7:
                text.Append(CultureInfo.InvariantCulture, $"if ({Condition(2)}) {{\n");
                Statements(random.Next(1, 3), depth + 1);
                text.Append(random.Next(2) == 0 ? "}\n" : "} else {\n");
                if (text[^2] == '{')
                {
                    Statements(1, depth + 1);
                    text.Append("}\n");
                }

                break;
            case 8:
                While(depth);
                break;
            default:
                Count("store", tensors[2].Type);
                text.Append(CultureInfo.InvariantCulture, $"y[{Index(Elements)}] = {Expression(tensors[2].Type, 3)};\n");
                break;
        }
    }

    private void Declare()
    {
        string type = Type(), name = "v" + locals++;
        text.Append(CultureInfo.InvariantCulture, $"{type} {name} = {Expression(type, 3)};\n");
        variables.Add((name, type, true));
    }

    private void Assign()
    {
        var candidates = variables.Where(variable => variable.Assignable).ToArray();
        (string name, string type, _) = candidates[random.Next(candidates.Length)];
        string operation = random.Next(4) switch
        {
            0 => " = " + Expression(type, 3),
            1 => new[] { " += ", " -= ", " *= " }[random.Next(3)] + Expression(type, 2),
            2 => "++",
            _ => " = " + Expression(type, 2),
        };
        Count("assign" + operation.Trim().Split(' ')[0], type);
        text.Append(name).Append(operation).Append(";\n");
    }

    private void Loop(int depth)
    {
        string name = "i" + locals++;
        int from = random.Next(3), to = from + random.Next(1, 9), step = random.Next(1, 3);
        text.Append(CultureInfo.InvariantCulture, $"for (int {name} = {from}; {name} < {to}; {name} += {step}) {{\n");
        variables.Add((name, "int", false));
        if (random.Next(4) == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"if ({Condition(1)}) {(random.Next(2) == 0 ? "break" : "continue")};\n");
        }

        Statements(random.Next(1, 4), depth + 1);
        variables.RemoveAll(variable => variable.Name == name);
        text.Append("}\n");
    }

    private void While(int depth)
    {
        string name = "n" + locals++;
        text.Append(CultureInfo.InvariantCulture, $"int {name} = {random.Next(1, 6)}; while ({name}-- > 0 && {Condition(1)}) {{\n");
        Statements(1, depth + 1);
        text.Append("}\n");
    }

    /// <summary>Mostly in bounds; sometimes not known to be.</summary>
    private string Index(int extent)
    {
        string[] loops = [.. variables.Where(variable => variable.Name[0] == 'i').Select(variable => variable.Name)];
        return random.Next(6) switch
        {
            0 => random.Next(extent).ToString(CultureInfo.InvariantCulture),
            1 or 2 when loops.Length > 0 => loops[random.Next(loops.Length)] + (extent < 8 ? " & 3" : ""),
            3 when loops.Length > 0 && random.Next(8) == 0 => $"{loops[random.Next(loops.Length)]} * 2 - 1",
            _ => $"{Expression("int", 1, literal: false)} & {extent - 1}",
        };
    }

    private string Condition(int depth)
    {
        string type = Type();
        string comparison = $"{Expression(type, depth, literal: false)} {new[] { "<", "<=", ">", ">=", "==", "!=" }[random.Next(6)]} {Expression(type, depth)}";
        return depth > 1 && random.Next(3) == 0 ? $"({comparison}) {(random.Next(2) == 0 ? "&&" : "||")} ({Condition(depth - 1)})" : comparison;
    }

    private string Expression(string type, int depth, bool literal = true)
    {
        bool isFloat = type is "float" or "double";
        int choice = depth <= 0 ? random.Next(3) : random.Next(3, 13);
        switch (choice)
        {
            case 0 when literal:
                return Literal(type);
            case 0 or 1 or 3 when variables.Any(variable => variable.Type == type):
                string[] names = [.. variables.Where(variable => variable.Type == type).Select(variable => variable.Name)];
                return names[random.Next(names.Length)];
            case 4 when tensors.Any(tensor => tensor.Type == type):
                string tensor = tensors.Where(tensor => tensor.Type == type).Select(tensor => tensor.Name).ElementAt(random.Next(tensors.Count(tensor => tensor.Type == type)));
                return tensor == "z" ? $"z[{Index(4)}, {Index(4)}]" : $"{tensor}[{Index(Elements)}]";
            case 5:
                return $"({Condition(1)} ? {Expression(type, depth - 1)} : {Expression(type, depth - 1)})";
            case 6:
                return Call(type, depth, isFloat);
            case 7 when !isFloat:
                return Shift(type, depth);
            case 8 or 9 or 10 or 11:
                return Operation(type, depth, isFloat);
            default:
                string from = variables[random.Next(variables.Count)].Type;
                string operand = depth <= 0 ? variables.First(variable => variable.Type == from).Name : Expression(from, depth - 1, literal: false);
                bool isChecked = random.Next(40) == 0;
                Count(isChecked ? "checked cast" : "cast", $"{from} to {type}");
                return $"{(isChecked ? "checked" : "unchecked")}(({type})({operand}))";
        }
    }

    private string Operation(string type, int depth, bool isFloat)
    {
        string operation = isFloat
            ? new[] { "+", "-", "*", "/", "%" }[random.Next(5)]
            : new[] { "+", "-", "*", "&", "|", "^", "/", "%" }[random.Next(8)];
        bool isChecked = !isFloat && random.Next(40) == 0;
        Count(isChecked ? "checked " + operation : operation, type);
        string left = Expression(type, depth - 1, literal: false);
        string right = Expression(type, depth - 1, literal: operation is not ("/" or "%"));
        if (!isFloat && operation is "/" or "%" && random.Next(25) != 0)
        {
            right = $"({right} | 1)";
        }

        string value = $"({type})({left} {operation} {right})";
        return isChecked ? $"checked({value})" : $"({value})";
    }

    private string Shift(string type, int depth)
    {
        string operation = new[] { "<<", ">>", ">>>" }[random.Next(3)];
        Count(operation, type);
        return $"(({type})({Expression(type, depth - 1, literal: false)} {operation} {Expression("int", 0)}))";
    }

    private string Call(string type, int depth, bool isFloat)
    {
        string a = Expression(type, depth - 1, literal: false), b = Expression(type, depth - 1);
        string math = type == "float" ? "MathF" : "Math";
        string call = isFloat
            ? new[] { $"Math.Min({a}, {b})", $"Math.Max({a}, {b})", $"Math.Abs({a})", $"{math}.Sqrt({a})", $"{math}.Floor({a})", $"{math}.Round({a})", $"{math}.Truncate({a})", $"{math}.FusedMultiplyAdd({a}, {b}, {a})", $"Math.Clamp({a}, -10, 10)" }[random.Next(9)]
            : new[] { $"Math.Min({a}, {b})", $"Math.Max({a}, {b})", $"Math.Clamp({a}, ({type})1, ({type})100)", $"(({type})~{a})", $"(({type})(+{a}))" }[random.Next(5)];
        Count(call[..call.IndexOf('(', 1)], type);
        return call;
    }

    private string Literal(string type)
    {
        string value = type switch
        {
            "float" => new[] { "0f", "1f", "-1.5f", "1e10f", "0.1f", "3e-40f" }[random.Next(6)],
            "double" => new[] { "0.0", "1.0", "-2.5", "1e20", "0.1", "1e-310" }[random.Next(6)],
            "sbyte" or "short" => new[] { "0", "1", "-1", "127", "-128" }[random.Next(5)],
            "byte" or "ushort" => new[] { "0", "1", "2", "127", "255" }[random.Next(5)],
            _ => new[] { "0", "1", "2", "7", $"{type}.MaxValue", $"{type}.MinValue" }[random.Next(6)],
        };
        return $"(({type})({value}))";
    }

    private void Count(string operation, string type)
    {
        string key = operation + " " + type;
        Coverage[key] = Coverage.GetValueOrDefault(key) + 1;
    }
}
