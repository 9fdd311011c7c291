using System.Reflection;
using System.Text.RegularExpressions;
using LLVMSharp.Interop;

namespace Autocomp.Backend.Tests.Llvm;

/// <summary>What the compiled back end no longer shows of the binding: default values that calls left out, and values of enum members.</summary>
internal static partial class OptionalParts
{
    /// <summary>A line of the table with its parameters' default values.</summary>
    /// <param name="line">Type, member and signature.</param>
    public static string WithDefaults(string line)
    {
        Match match = Method().Match(line);
        if (!match.Success || match.Groups["parameters"].Length == 0)
        {
            return line;
        }

        string[] parameters = Regex.Split(match.Groups["parameters"].Value, ", (?![^<]*>)");
        ParameterInfo[]? found = typeof(LLVM).Assembly.GetType("LLVMSharp.Interop." + match.Groups["type"].Value)?
            .GetMethods().Where(method => method.Name == match.Groups["name"].Value)
            .Select(method => method.GetParameters())
            .FirstOrDefault(candidate => candidate.Length == parameters.Length && candidate.Zip(parameters).All(pair => Fits(pair.First.ParameterType, pair.Second)));
        return found is null ? line : line.Replace(
            match.Groups["parameters"].Value,
            string.Join(", ", parameters.Zip(found, (text, parameter) => parameter.HasDefaultValue ? $"{text} = {Literal(parameter)}" : text)),
            StringComparison.Ordinal);
    }

    /// <summary>Enum members that the back end's sources name.</summary>
    /// <param name="sources">Texts of the back end.</param>
    public static IEnumerable<string> Enums(IEnumerable<string> sources) => sources
        .SelectMany(text => EnumMember().Matches(text))
        .Select(match => (Type: typeof(LLVM).Assembly.GetType("LLVMSharp.Interop." + match.Groups[1].Value), Name: match.Groups[2].Value))
        .Where(member => member.Type is { IsEnum: true })
        .Select(member => FormattableString.Invariant($"{member.Type!.Name}.{member.Name} = {Enum.Parse(member.Type, member.Name):D}"));

    private static bool Fits(Type type, string text) => text switch
    {
        "string" => type == typeof(string),
        "uint" => type == typeof(uint),
        "ulong" => type == typeof(ulong),
        "int" => type == typeof(int),
        "bool" => type == typeof(bool),
        _ when text.StartsWith("ReadOnlySpan", StringComparison.Ordinal) => type.Name.StartsWith("ReadOnlySpan", StringComparison.Ordinal),
        _ when text.StartsWith("out ", StringComparison.Ordinal) => type.IsByRef,
        _ => type.Name == text,
    };

    private static string Literal(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        string text => $"\"{text}\"",
        bool value => value ? "true" : "false",
        null => "default",
        object value => FormattableString.Invariant($"{value}"),
    };

    [GeneratedRegex(@"^(?<type>\w+)\.(?<name>\w+)\((?<parameters>.*)\) : ")]
    private static partial Regex Method();

    [GeneratedRegex(@"\b(LLVM\w+)\.(LLVM\w+)\b")]
    private static partial Regex EnumMember();
}
