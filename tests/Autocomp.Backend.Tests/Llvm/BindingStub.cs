using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Autocomp.Backend.Tests.Llvm;

/// <summary>C# that declares what the table of members names, and nothing else: what a package must offer for the back end to compile against it.</summary>
internal static partial class BindingStub
{
    /// <summary>Writes the declarations.</summary>
    /// <param name="table">Lines of <c>members.txt</c>.</param>
    public static string Write(IEnumerable<string> table)
    {
        SortedDictionary<string, StringBuilder> types = new(StringComparer.Ordinal);
        foreach (string line in table)
        {
            foreach (Match opaque in OpaqueType().Matches(line))
            {
                _ = Members(opaque.Value);
            }

            string type = line[..line.IndexOf('.', StringComparison.Ordinal)], member = line[(type.Length + 1)..];
            Members(type).Append("    ").Append(Declaration(type, member)).Append('\n');
        }

        StringBuilder text = new("using System;\nusing System.Runtime.InteropServices;\nnamespace LLVMSharp.Interop;\n");
        foreach ((string name, StringBuilder members) in types)
        {
            string kind = name == "LLVM" ? "static unsafe class" : members.ToString().Contains(" = ", StringComparison.Ordinal) && !members.ToString().Contains('(', StringComparison.Ordinal) ? "enum" : "unsafe struct";
            string interfaces = members.ToString().Contains("void Dispose()", StringComparison.Ordinal) ? " : IDisposable" : "";
            text.Append(CultureInfo.InvariantCulture, $"public {kind} {name}{interfaces}\n{{\n{members}}}\n");
        }

        return text.ToString();

        StringBuilder Members(string type)
        {
            if (!types.TryGetValue(type, out StringBuilder? members))
            {
                types.Add(type, members = new());
            }

            return members;
        }
    }

    private static string Declaration(string type, string member)
    {
        if (Method().Match(member) is { Success: true } method)
        {
            string name = method.Groups["name"].Value, result = method.Groups["result"].Value, modifier = method.Groups["static"].Success ? "static " : "";
            string[] given = method.Groups["parameters"].Value is { Length: > 0 } list ? Separator().Split(list) : [];
            string parameters = string.Join(", ", given.Select((parameter, i) => parameter.Split(" = ") is [var plain, var value]
                ? string.Create(CultureInfo.InvariantCulture, $"{plain} p{i} = {value}")
                : string.Create(CultureInfo.InvariantCulture, $"{parameter} p{i}")));
            return name switch
            {
                "op_Implicit" => $"public static implicit operator {result}({parameters}) => throw null!;",
                _ when name.StartsWith("get_", StringComparison.Ordinal) => $"public {modifier}{result} {name[4..]} => throw null!;",
                _ when name.StartsWith("add_", StringComparison.Ordinal) => $"public {modifier}event {given[0]} {name[4..]} {{ add => throw null!; remove => throw null!; }}",
                _ => $"public {modifier}{result} {name}({parameters}) => throw null!;",
            };
        }

        return member.Contains(" = ", StringComparison.Ordinal) ? member + "," : $"public {member.Split(" : ")[1]} {member.Split(" : ")[0]};";
    }

    [GeneratedRegex(@"^(?<name>\w+)\((?<parameters>.*)\) : (?<static>static )?(?<result>.+)$")]
    private static partial Regex Method();

    // Commas inside <> belong to a type.
    [GeneratedRegex(@", (?![^<]*>)")]
    private static partial Regex Separator();

    [GeneratedRegex(@"\bLLVM(Opaque)?\w+\b(?=\*)")]
    private static partial Regex OpaqueType();
}
