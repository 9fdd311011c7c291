using System.Globalization;
using System.Text.RegularExpressions;

namespace Autocomp.Backend.Tests.RandomKernels;

internal sealed partial class RandomKernel
{
    /// <summary>Mostly in bounds; sometimes not known to be.</summary>
    private string Index(int extent)
    {
        string[] loops = [.. variables.Where(variable => variable.Name[0] == 'i' && variable.Type == "int").Select(variable => variable.Name)];
        return random.Next(6) switch
        {
            0 => random.Next(extent).ToString(CultureInfo.InvariantCulture),
            1 or 2 when loops.Length > 0 => loops[random.Next(loops.Length)] + (extent < 12 ? $" & {extent - 1}" : ""),
            3 when loops.Length > 0 && random.Next(8) == 0 => $"{loops[random.Next(loops.Length)]} * 2 - 1",
            _ => $"{Expression("int", 1, literal: false)} & {extent - 1}",
        };
    }

    private string Condition(int depth)
    {
        switch (random.Next(12))
        {
            case 0:
                Count("is", "int");
                return $"{Expression("int", depth, literal: false)} is > 3 and < 100 or 0 or < -1000";
            case 1 when depth > 1:
                Count("bool " + "&|^"[random.Next(3)], "bool");
                return $"(({Condition(0)}) {"&|^"[random.Next(3)]} !({Condition(0)}))";
            default:
                string comparison = Comparison(LocalType(), depth, random.Next(3) == 0 ? 0 : depth);
                return depth > 1 && random.Next(3) == 0 ? $"({comparison}) {(random.Next(2) == 0 ? "&&" : "||")} ({Condition(depth - 1)})" : comparison;
        }
    }

    private string Comparison(string type, int left, int right)
    {
        string operation = new[] { "<", "<=", ">", ">=", "==", "!=" }[random.Next(6)];
        Count(operation, type);
        return $"{Expression(type, left, literal: false)} {operation} {Expression(type, right)}";
    }

    private string Expression(string type, int depth, bool literal = true)
    {
        bool isFloat = type is "float" or "double", isPlain = type is not ("char" or "nint");
        var assignable = variables.Where(variable => variable.Type == type && variable.Assignable).ToArray();
        int choice = depth <= 0 ? random.Next(3) : random.Next(3, 16);
        switch (choice)
        {
            case 0 when literal:
                return Literal(type);
            case 0 or 1 or 3 when variables.Any(variable => variable.Type == type):
                string[] names = [.. variables.Where(variable => variable.Type == type).Select(variable => variable.Name)];
                return names[random.Next(names.Length)];
            case 4 when tensors.Any(tensor => tensor.Type == type):
                string tensor = tensors.Where(tensor => tensor.Type == type).Select(tensor => tensor.Name).ElementAt(random.Next(tensors.Count(tensor => tensor.Type == type)));
                Count("load", type);
                return tensor == "z" ? $"z[{Index(4)}, {Index(8)}]" : $"{tensor}[{Index(tensor == "t" ? BufferElements : Elements)}]";
            case 5:
                Count("?:", type);
                return $"({Condition(1)} ? {Expression(type, depth - 1)} : {Expression(type, depth - 1)})";
            case 6 when isPlain:
                return Call(type, depth, isFloat);
            case 7 when !isFloat:
                return Shift(type, depth);
            case 8 or 9 or 10 or 11:
                return Operation(type, depth, isFloat);
            case 12 when assignable.Length > 0:
                return Effect(assignable[random.Next(assignable.Length)].Name, type, depth);
            case 13 when helpers.Any(helper => helper.Type == type && CanCall(helper.Parameters)):
                (string name, _, string[] parameters) = helpers.First(helper => helper.Type == type && CanCall(helper.Parameters));
                Count("call", type);
                return $"{name}({string.Join(", ", parameters.Select(parameter => Argument(parameter, depth - 1)))})";
            case 14:
                Count("switch expression", type);
                return $"(({Expression("int", depth - 1, literal: false)} & 3) switch {{ 0 => {Expression(type, depth - 1)}, > 2 => {Expression(type, depth - 1)}, _ => {Expression(type, depth - 1)} }})";
            default:
                string from = variables[random.Next(variables.Count)].Type;
                string operand = depth <= 0 ? variables.First(variable => variable.Type == from).Name : Expression(from, depth - 1, literal: false);
                bool isChecked = random.Next(40) == 0;
                coverage.CountCast(from, type, isChecked);
                return $"{(isChecked ? "checked" : "unchecked")}(({type})({operand}))";
        }
    }

    private bool CanCall(string[] parameters) => parameters.All(parameter => !IsReference(parameter) || variables.Any(variable => variable.Assignable && variable.Type == parameter[4..]));

    private static bool IsReference(string parameter) => parameter.StartsWith("ref ", StringComparison.Ordinal);

    private string Argument(string parameter, int depth)
    {
        if (!IsReference(parameter)) return Expression(parameter, depth);
        string[] names = [.. variables.Where(variable => variable.Assignable && variable.Type == parameter[4..]).Select(variable => variable.Name)];
        Count("ref", parameter[4..]);
        return "ref " + names[random.Next(names.Length)];
    }

    /// <summary>An expression that changes a variable: order of evaluation shows.</summary>
    private string Effect(string name, string type, int depth)
    {
        string operation = new[] { "=", "+=", "*=", "x++", "--x" }[random.Next(5)];
        Count("inner " + operation, type);
        return operation switch
        {
            "x++" => $"({name}++)",
            "--x" => $"(--{name})",
            _ => $"({name} {operation} {Expression(type, depth - 1)})",
        };
    }

    private string Operation(string type, int depth, bool isFloat)
    {
        string operation = isFloat
            ? new[] { "+", "-", "*", "/", "%" }[random.Next(5)]
            : new[] { "+", "-", "*", "&", "|", "^", "/", "%" }[random.Next(8)];
        bool isChecked = !isFloat && random.Next(25) == 0;
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
        string math = type == "float" ? "MathF" : "Math", number = Expression("int", 1, literal: false);
        string[] calls = isFloat
            ? [
                $"Math.Min({a}, {b})", $"Math.Max({a}, {b})", $"Math.Abs({a})", $"{math}.Sqrt({a})", $"{math}.Floor({a})", $"{math}.Ceiling({a})", $"{math}.Round({a})",
                $"{math}.Truncate({a})", $"{math}.FusedMultiplyAdd({a}, {b}, {a})", $"{math}.FusedMultiplyAdd({a}, {a}, {b})", $"Math.Clamp({a}, -10, 10)", $"{math}.CopySign({a}, ({type})({number}))", $"(-{a})",
                type == "float" ? $"BitConverter.Int32BitsToSingle({number})" : $"BitConverter.Int64BitsToDouble((long)({number}) << 40)",
                .. new[] { "MaxMagnitude", "MinMagnitude", "MaxMagnitudeNumber", "MinMagnitudeNumber", "MaxNumber", "MinNumber", "Ieee754Remainder" }.Select(function => $"{type}.{function}({a}, {b})"),
                .. new[] { "IsInteger", "IsEvenInteger", "IsOddInteger", "IsPow2", "IsNormal", "IsSubnormal", "IsFinite", "IsNaN" }.Select(test => $"({type}.{test}({a}) ? ({type})3 : {b})"),
                $"{type}.BitIncrement({a})", $"{type}.BitDecrement({a})", $"{math}.ScaleB({a}, {number})", $"{math}.ScaleB({a}, ({number}) % 300)", $"(({type}){math}.ILogB({a}))",
                $"{math}.Round({a}, MidpointRounding.AwayFromZero)", $"{math}.Round({a}, (MidpointRounding)(({number}) & 3))",
              ]
            : [
                $"Math.Min({a}, {b})", $"Math.Max({a}, {b})", $"Math.Clamp({a}, ({type})1, ({type})100)", $"(({type})~{a})", $"(({type})(+{a}))",
                .. new[] { "PopCount", "LeadingZeroCount", "TrailingZeroCount" }.Select(function => $"{type}.{function}({a})"),
                .. new[] { "RotateLeft", "RotateRight" }.Select(function => $"{type}.{function}({a}, {number})"),
                .. new[] { "IsPow2", "IsEvenInteger", "IsOddInteger" }.Select(test => $"({type}.{test}({a}) ? ({type})3 : {b})"),
                .. new[] { "CreateSaturating", "CreateTruncating" }.Select(function => $"{type}.{function}({Expression(LocalType(), depth - 1, literal: false)})"),
                $"(({type}){type}.Sign({a}))", $"{type}.DivRem({a}, ({type})({b} | 1)).Quotient", $"Math.DivRem({a}, ({type})({b} | 1)).Item2",
                .. type is "sbyte" or "short" or "int" or "long" ? new[] { "MaxMagnitude", "MinMagnitude", "CopySign" }.Select(function => $"{type}.{function}({a}, {b})") : [$"{type}.Log2({a})"],
                .. type switch
                {
                    "uint" or "ulong" => new[] { $"(({type})BitOperations.PopCount({a}))", $"(({type})BitOperations.LeadingZeroCount({a}))", $"(({type})BitOperations.TrailingZeroCount({a}))", $"BitOperations.RotateLeft({a}, {number})", $"BitOperations.RotateRight({a}, {number})", $"BitOperations.RoundUpToPowerOf2({a})", $"(({type})BitOperations.Log2({a}))", $"(({type})BitOperations.Crc32C((uint){a}, {b}))" },
                    "sbyte" => [$"Quantize.ScaleToInt8({number}, 0.03f)", $"Quantize.SaturateToInt8({number})", $"((sbyte)-{a})"],
                    "int" => [$"Quantize.RoundingShiftRight({a}, {b})", $"(-{a})", $"BitConverter.SingleToInt32Bits((float)({a}))", $"(int)MathF.Round((float)({a}) * 0.5f)"],
                    "byte" or "ushort" => [],
                    _ => [$"(({type})(-{a}))"],
                },
              ];
        string call = calls[random.Next(calls.Length)];
        Match name = FunctionName().Match(call);
        Count(name.Success ? (char.IsLower(name.Value[0]) ? "T" + name.Value[name.Value.IndexOf('.', StringComparison.Ordinal)..] : name.Value) : call.Contains('~', StringComparison.Ordinal) ? "~" : call.Contains("+(", StringComparison.Ordinal) ? "unary +" : "negate", type);
        return call;
    }

    // The first function of the call, not of its arguments.
    [GeneratedRegex(@"(?<=^[(]*([a-z]+[)])?)[A-Za-z]+[.][A-Z][A-Za-z0-9]+")]
    private static partial Regex FunctionName();

    private string Literal(string type)
    {
        string value = type switch
        {
            "float" => new[] { "0f", "1f", "-1.5f", "1e10f", "0.1f", "3e-40f", "float.NaN" }[random.Next(7)],
            "double" => new[] { "0.0", "1.0", "-2.5", "1e20", "0.1", "1e-310", "double.NaN" }[random.Next(7)],
            "sbyte" or "short" => new[] { "0", "1", "-1", "127", "-128" }[random.Next(5)],
            "byte" or "ushort" or "char" => new[] { "0", "1", "2", "127", "255" }[random.Next(5)],
            "nint" => new[] { "0", "1", "-2", "7" }[random.Next(4)],
            _ => new[] { "0", "1", "2", "7", $"{type}.MaxValue", $"{type}.MinValue" }[random.Next(6)],
        };
        return $"(({type})({value}))";
    }
}
