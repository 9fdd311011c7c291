using System.Text;

namespace Autocomp.Frontend.Tests.Execution;

/// <summary>Writes random kernels that compile, end, and mostly don't trap: locals of all types, nested loops and conditions, effects inside expressions.</summary>
/// <param name="seed">Decides everything.</param>
internal sealed class RandomStatements(int seed)
{
    private static readonly string[] Types = ["int", "int", "int", "long", "uint", "ulong", "sbyte", "byte", "short", "ushort", "float", "double"];
    private readonly Random random = new(seed);
    private readonly StringBuilder text = new();
    private readonly List<(string Name, string Type)> variables = [("s", "int"), ("f", "float")];
    private int names;
    private int loops;

    /// <summary>The statements of one kernel over x, y, s and f.</summary>
    public string Next()
    {
        for (int i = 0; i < 3; i++) Declare();
        Block(3);
        foreach ((string name, string type) in variables) text.Append($"y[{random.Next(8)}] ^= {(type is "float" or "double" ? $"unchecked((int)({name} * 16))" : $"unchecked((int){name})")}; ");
        return text.ToString();
    }

    private void Declare()
    {
        string type = Pick(Types), name = "v" + names++;
        text.Append($"{type} {name} = ({type}){Expression(type, 2)}; ");
        variables.Add((name, type));
    }

    private void Block(int depth)
    {
        int scope = variables.Count;
        for (int i = random.Next(1, 5); i > 0; i--) Statement(depth);
        if (depth < 3) variables.RemoveRange(scope, variables.Count - scope);
    }

    private void Statement(int depth)
    {
        int kind = random.Next(depth > 0 ? 14 : 7);
        switch (kind)
        {
            case 0: Declare(); break;
            case 1: text.Append($"y[{Index()}] = (int){Expression("int", 3)}; "); break;
            case 2: text.Append($"y[{Index()}] {Pick("+=", "-=", "*=", "|=", "^=", "&=")} (int){Expression("int", 2)}; "); break;
            case 3 or 4:
                (string target, string type) = Pick(variables.ToArray());
                if (random.Next(3) == 0) text.Append($"{target} {Pick("+=", "-=", "*=")} ({type})({Expression(type, 2)}); ");
                else text.Append($"{target} = ({type})({Expression(type, 3)}); ");
                break;
            case 5: text.Append($"{Pick(variables.ToArray()).Name}{Pick("++", "--")}; "); break;
            case 6: text.Append(loops > 0 && random.Next(2) == 0 ? $"if ({Condition(1)}) {Pick("break", "continue")}; " : $"if ({Condition(2)}) return; "); break;
            case 7 or 8:
                text.Append($"if ({Condition(2)}) {{ ");
                Block(depth - 1);
                text.Append("} ");
                if (random.Next(2) == 0) return;
                text.Append("else { ");
                Block(depth - 1);
                text.Append("} ");
                break;
            case 9 or 10 or 11: Loop(depth); break;
            case 12:
                text.Append($"switch ((int){Expression("int", 1)} & 3) {{ case 0: {{ ");
                Within(depth, 0);
                text.Append("} break; case 1: case 2: { ");
                Within(depth, 0);
                text.Append("} break; default: { ");
                Within(depth, 0);
                text.Append("} break; } ");
                break;
            default:
                text.Append("checked { ");
                Block(depth - 1);
                text.Append("} ");
                break;
        }
    }

    private void Loop(int depth)
    {
        string name = "i" + names++;
        text.Append(random.Next(4) switch
        {
            0 => $"for (int {name} = {random.Next(3)}; {name} < {random.Next(9)}; {name}++) {{ ",
            1 => $"for (int {name} = {random.Next(8)}; {name} >= 0; {name}--) {{ ",
            2 => $"for (long {name} = 0; {name} <= (s & 7); {name} += 2) {{ ",
            _ => $"int {name} = 0; while ({name}++ < {random.Next(6)}) {{ ",
        });
        Within(depth, 1);
        text.Append("} ");
    }

    private void Within(int depth, int more)
    {
        int outer = loops;
        loops = more == 0 ? 0 : loops + more;
        Block(depth - 1);
        loops = outer;
    }

    private string Condition(int depth) => random.Next(depth > 0 ? 5 : 2) switch
    {
        0 => $"(int){Expression("int", 1)} {Pick("<", "<=", ">", ">=", "==", "!=")} (int){Expression("int", 1)}",
        1 => $"(float){Expression("float", 1)} {Pick("<", ">=", "==")} (double){Expression("double", 1)}",
        2 => $"({Condition(depth - 1)}) && ({Condition(depth - 1)})",
        3 => $"({Condition(depth - 1)}) || ({Condition(depth - 1)})",
        _ => $"!({Condition(depth - 1)})",
    };

    private string Expression(string type, int depth) => $"({Operation(type, depth)})";

    private string Operation(string type, int depth)
    {
        if (depth == 0 || random.Next(5) == 0) return $"({type})({Leaf(type)})";
        bool isFloat = type is "float" or "double";
        string left = $"({type})({Expression(Pick(Types), depth - 1)})", right = $"({type})({Expression(type, depth - 1)})";
        switch (random.Next(isFloat ? 6 : 10))
        {
            case 0: return $"{left} + {right}";
            case 1: return $"{left} - {right}";
            case 2: return $"{left} * {right}";
            case 3: return $"({Condition(1)} ? {left} : {right})";
            case 4: return isFloat ? $"{left} / {right}" : $"{left} / (({right}) | 1)";
            case 5: return $"Math.{Pick("Min", "Max")}({left}, {right})";
            case 6: return $"{left} {Pick("&", "|", "^")} {right}";
            case 7: return $"({left} {Pick("<<", ">>", ">>>")} {random.Next(40)})";
            case 8: return type == "ulong" ? $"~({left})" : $"{Pick("~", "-")}({left})";
            default: return $"{left} % (({right}) | 1)";
        }
    }

    private string Leaf(string type)
    {
        switch (random.Next(6))
        {
            case 0: return type is "float" or "double" ? Pick("f + 1.5f", "f * 0.25f", "3f - f") : $"x[{random.Next(8)}] / 3";
            case 1: return $"x[{Index()}]";
            case 2: return $"y[{Index()}]";
            case 3:
                return Pick(variables.ToArray()).Name + Pick("++", "--");
            default: return Pick(variables.ToArray()).Name;
        }
    }

    private string Index() => random.Next(3) switch
    {
        0 => $"({Leaf("int")} > 0 ? {random.Next(8)} : {random.Next(8)})",
        1 => "s++ & 7",
        _ => random.Next(8).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
