using System.Globalization;
using System.Text;

namespace Autocomp.Backend.Tests.RandomKernels;

/// <summary>Writes one random kernel of the subset: loops, conditions, switches, helpers, indices, all types and operators, side effects inside expressions, traps included.</summary>
/// <remarks>Two operands of an operator are never both literals, which C# would fold, and refuse on overflow.</remarks>
internal sealed partial class RandomKernel
{
    private const int Elements = 16;
    private const int BufferElements = 8;

    private readonly Random random;
    private readonly Coverage coverage;
    private readonly StringBuilder text = new();
    private readonly List<(string Name, string Type, bool Assignable)> variables = [];
    private readonly List<(string Name, string Type)> tensors = [];
    private readonly List<(string Name, string Type, string[] Parameters)> helpers = [];
    private readonly int size;
    private int locals;

    private RandomKernel(int seed, Coverage coverage)
    {
        random = new Random(seed);

        // Most are small, so that many fit in a test's time; compiling takes most of it.
        size = seed % 8 == 0 ? 3 : 2;
        this.coverage = coverage;
    }

    /// <summary>The kernel's method and its helpers.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="coverage">Takes the counts of what was generated.</param>
    public static string Write(int seed, string name, Coverage coverage)
    {
        RandomKernel kernel = new(seed, coverage);
        kernel.Method(name);
        return kernel.text.ToString();
    }

    private void Method(string name)
    {
        for (int i = random.Next(3); i > 0; i--)
        {
            Helper(name + "H" + i.ToString(CultureInfo.InvariantCulture));
        }

        (string x, string z, string y) = (Type(), Type(), Type());
        string s = Type(), f = Type();
        text.Append(CultureInfo.InvariantCulture, $"[Kernel] public static void {name}([Shape(\"{Elements}\")] ReadOnlySpan<{x}> x, [Shape(\"4, 8\")] {z}[,] z, [Shape(\"{Elements}\")] Span<{y}> y, {s} s, {f} f)\n{{ unchecked {{\n");
        tensors.AddRange([("x", x), ("z", z), ("y", y)]);
        variables.AddRange([("s", s, false), ("f", f, false)]);
        if (random.Next(3) == 0)
        {
            string type = Type();
            text.Append(CultureInfo.InvariantCulture, $"Span<{type}> t = stackalloc {type}[{BufferElements}];\n");
            tensors.Add(("t", type));
            Count("stackalloc", type);
        }

        for (int i = random.Next(1, 4); i > 0; i--)
        {
            Declare();
        }

        Statements(random.Next(1, size + 1), 0);
        Show(y);
        text.Append("} }\n");
    }

    /// <summary>Stores what the locals hold at the end, and how some of it compares: a wrong value that nothing shows is not found.</summary>
    private void Show(string type)
    {
        int at = 0;
        foreach ((string name, _, _) in variables)
        {
            text.Append(CultureInfo.InvariantCulture, $"y[{at++}] = ({type})({name});\n");
        }

        foreach (string compared in new[] { "float", "double", LocalType() })
        {
            text.Append(CultureInfo.InvariantCulture, $"y[{at++}] = {Comparison(compared, 0, 0)} ? ({type})1 : ({type})2;\n");
        }

        string[] reals = [.. variables.Where(variable => variable.Type is "float" or "double").Select(variable => variable.Name)];
        if (type is "float" or "double" && reals.Length > 0)
        {
            string Any() => reals[random.Next(reals.Length)];
            text.Append(CultureInfo.InvariantCulture, $"y[{at}] = ({type})({(type == "float" ? "MathF" : "Math")}.FusedMultiplyAdd(({type}){Any()}, ({type}){Any()}, ({type}){Any()}) + ({type}){Any()} * ({type}){Any()});\n");
            Count("fused", type);
        }

        Store("y");
    }

    /// <summary>A method that calls inline, with an early return.</summary>
    private void Helper(string name)
    {
        string type = Type();
        string[] parameters = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (random.Next(4) == 0 ? "ref " : "") + Type())];
        text.Append(CultureInfo.InvariantCulture, $"static {type} {name}({string.Join(", ", parameters.Select((parameter, i) => $"{parameter} p{i}"))})\n{{ unchecked {{\n");
        variables.AddRange(parameters.Select((parameter, i) => ("p" + i.ToString(CultureInfo.InvariantCulture), IsReference(parameter) ? parameter[4..] : parameter, true)));
        Declare();
        text.Append(CultureInfo.InvariantCulture, $"if ({Condition(1)}) return {Expression(type, 2)};\n");
        Assign();
        text.Append(CultureInfo.InvariantCulture, $"return {Expression(type, 2)};\n}} }}\n");
        variables.Clear();
        helpers.Add((name, type, parameters));
    }

    private string Type() => random.Next(6) == 0 ? new[] { "float", "double" }[random.Next(2)] : Coverage.Types[random.Next(Coverage.Types.Length - 2)];

    /// <summary>Locals may also be <c>char</c> and <c>nint</c>.</summary>
    private string LocalType() => Coverage.Types[random.Next(Coverage.Types.Length)];

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
        switch (random.Next(depth < size ? 13 : 5))
        {
            case 0:
                Declare();
                break;
            case 1 or 2 when variables.Any(variable => variable.Assignable):
                Assign();
                break;
            case 3 when variables.Count(variable => variable.Assignable) > 1 && random.Next(3) == 0:
                Swap();
                break;
            case 5 or 6:
                Loop(depth);
                break;
            case 7:
                text.Append(CultureInfo.InvariantCulture, $"if ({Condition(2)}) {{\n");
                Statements(random.Next(1, 3), depth + 1);
                if (random.Next(2) == 0)
                {
                    text.Append("} else {\n");
                    Statements(1, depth + 1);
                }

                text.Append("}\n");
                break;
            case 8:
                While(depth);
                break;
            case 9:
                Do(depth);
                break;
            case 10:
                Switch(depth);
                break;
            case 11:
                string element = "e" + locals++;
                text.Append(CultureInfo.InvariantCulture, $"foreach ({tensors[0].Type} {element} in x) {{\n");
                variables.Add((element, tensors[0].Type, false));
                Statements(1, depth + 2);
                variables.RemoveAll(variable => variable.Name == element);
                text.Append("}\n");
                Count("foreach", tensors[0].Type);
                break;
            case 12 when variables.Any(variable => variable.Assignable):
                text.Append("checked {\n");
                Assign(compound: true);
                text.Append("}\n");
                break;
            default:
                Store(tensors.Count > 3 && random.Next(2) == 0 ? "t" : "y");
                break;
        }
    }

    private void Store(string name)
    {
        string type = tensors.First(tensor => tensor.Name == name).Type;
        if (random.Next(24) == 0)
        {
            string[] same = [.. tensors.Where(tensor => tensor.Type == type && tensor.Name == (name == "t" ? "y" : "x")).Select(tensor => tensor.Name)];
            string loop = new[] { $"{name}.Clear()", $"{name}.Slice(1, 3).Fill({Expression(type, 1)})", $"{name}.Fill({Expression(type, 1)})" }[random.Next(name == "t" ? 1 : 3)];
            text.Append(CultureInfo.InvariantCulture, $"{(same.Length > 0 ? $"{same[0]}.Slice(2, 5).CopyTo({name})" : loop)};\n");
            Count("Clear, Fill, CopyTo", type);
            return;
        }

        Count("store", type);
        string target = $"{name}[{Index(name == "t" ? BufferElements : Elements)}]";
        text.Append(CultureInfo.InvariantCulture, $"{target}{Change(type)};\n");
    }

    private void Declare()
    {
        string type = LocalType(), name = "v" + locals++;
        text.Append(CultureInfo.InvariantCulture, $"{type} {name} = {Expression(type, size)};\n");
        variables.Add((name, type, true));
    }

    /// <summary>Two variables by one assignment: both values come before both writes.</summary>
    private void Swap()
    {
        var pair = variables.Where(variable => variable.Assignable).OrderBy(_ => random.Next()).Take(2).ToArray();
        text.Append(CultureInfo.InvariantCulture, $"({pair[0].Name}, {pair[1].Name}) = ({Expression(pair[0].Type, 1)}, {Expression(pair[1].Type, 1)});\n");
        Count("tuple", pair[0].Type);
    }

    private void Assign(bool compound = false)
    {
        var candidates = variables.Where(variable => variable.Assignable).ToArray();
        (string name, string type, _) = candidates[random.Next(candidates.Length)];
        text.Append(CultureInfo.InvariantCulture, $"{name}{Change(type, compound)};\n");
    }

    /// <summary>What follows a variable or element that is assigned.</summary>
    private string Change(string type, bool compound = false)
    {
        bool isFloat = type is "float" or "double";
        string[] operators = isFloat ? ["+=", "-=", "*=", "/="] : ["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", ">>>="];
        string operation = (compound ? 2 : random.Next(4)) switch
        {
            0 or 1 => "=",
            2 => operators[random.Next(operators.Length)],
            _ => random.Next(2) == 0 ? "++" : "--",
        };
        Count(operation, type);
        return operation switch
        {
            "++" or "--" => operation,
            "<<=" or ">>=" or ">>>=" => $" {operation} {Expression("int", 1)}",
            "/=" or "%=" when !isFloat => $" {operation} ({type})({Expression(type, 1, literal: false)} | 1)",
            _ => $" {operation} {Expression(type, size)}",
        };
    }

    private void Loop(int depth)
    {
        string name = "i" + locals++;
        int from = random.Next(3), to = from + random.Next(1, 9), step = random.Next(1, 3);
        string[] bounds = [.. variables.Where(variable => variable.Type == "int" && variable.Assignable).Select(variable => variable.Name)];
        string bound = bounds.Length > 0 ? bounds[random.Next(bounds.Length)] : "";
        string head = random.Next(6) switch
        {
            0 or 1 or 2 when bounds.Length > 0 => $"int {name} = 0; {name} < ({bound} & 7); {name}++",
            0 => $"int {name} = {to}; {name} > {from}; {name} -= {step}",
            1 => $"int {name} = {from}; {name} <= {to}; {name} += {step}",
            2 => $"long {name} = {from}; {name} < {to}; {name}++",
            _ => $"int {name} = {from}; {name} < {to}; {name} += {step}",
        };
        text.Append(CultureInfo.InvariantCulture, $"for ({head}) {{\n");
        variables.Add((name, head.StartsWith("long", StringComparison.Ordinal) ? "long" : "int", false));
        if (random.Next(4) == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"if ({Condition(1)}) {(random.Next(2) == 0 ? "break" : "continue")};\n");
        }

        Statements(random.Next(1, size), depth + 1);

        // The end may move while the loop runs.
        if (head.Contains("& 7", StringComparison.Ordinal) && random.Next(3) == 0)
        {
            text.Append(bound).Append(random.Next(2) == 0 ? "++;\n" : " -= 3;\n");
        }

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

    private void Do(int depth)
    {
        string name = "n" + locals++;
        text.Append(CultureInfo.InvariantCulture, $"int {name} = {random.Next(1, 5)}; do {{\n");
        Statements(1, depth + 1);
        if (random.Next(3) == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"if ({Condition(1)}) continue;\n");
        }

        Statements(1, depth + 1);
        text.Append(CultureInfo.InvariantCulture, $"}} while (--{name} > 0 && {Condition(1)});\n");
        Count("do", "int");
    }

    private void Switch(int depth)
    {
        string type = new[] { "int", "byte", "long", "char" }[random.Next(4)];
        text.Append(CultureInfo.InvariantCulture, $"switch (({type})({Expression(type, 1, literal: false)} & 3)) {{\n");
        string[] labels = [$"case ({type})0:", $"case ({type})1: case ({type})2:", random.Next(2) == 0 ? "default:" : $"case > ({type})2:"];
        foreach (string label in labels)
        {
            text.Append(label).Append("{\n");
            Statements(random.Next(1, 3), depth + 1);
            text.Append("} break;\n");
        }

        text.Append("}\n");
        Count("switch", type);
    }

    private void Count(string operation, string type) => coverage.Count(operation, type);
}
