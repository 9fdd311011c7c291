using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Artifacts;

/// <summary>Names that C and C++ accept, near those of C#.</summary>
internal static class CNames
{
    private static readonly HashSet<string> Reserved =
    [
        "alignas", "alignof", "and", "asm", "auto", "bool", "break", "case", "catch", "char", "class", "compl", "concept", "const", "constexpr", "continue",
        "decltype", "default", "delete", "do", "double", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline",
        "int", "long", "mutable", "namespace", "new", "noexcept", "not", "operator", "or", "private", "protected", "public", "register", "requires", "restrict",
        "return", "short", "signed", "sizeof", "static", "struct", "switch", "template", "this", "throw", "true", "try", "typedef", "typeid", "typename",
        "typeof", "union", "unsigned", "using", "virtual", "void", "volatile", "while", "xor",
        "main", "DIM", "RELU", "IGELU", "SOFTMAX", "LAYERNORM",
    ];

    /// <summary>A parameter's name.</summary>
    /// <param name="parameter">The parameter.</param>
    public static string Of(KernelParameter parameter) => Plain(parameter.Name);

    /// <summary>A C# name without what C does not have; keywords get an underscore.</summary>
    /// <param name="name">The name.</param>
    public static string Plain(string name)
    {
        string plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return plain.Length == 0 || char.IsAsciiDigit(plain[0]) ? "_" + plain : Reserved.Contains(plain) ? plain + "_" : plain;
    }
}
