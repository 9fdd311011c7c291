using System.Globalization;
using System.Text;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Export;

/// <summary>Small C functions for what C does not say as C# does. A file carries those that it uses, in order of first use, callees first.</summary>
internal sealed class CHelpers
{
    private readonly HashSet<string> written = [];
    private readonly StringBuilder text = new();

    /// <summary>The functions asked for so far.</summary>
    public string Text => text.ToString();

    /// <summary>A helper for one type.</summary>
    /// <param name="name">The name without type, for example <c>div</c>.</param>
    /// <param name="type">The type.</param>
    /// <returns>The function's name.</returns>
    public string For(string name, DataType type) => Use($"ac_{name}_{CType.Suffix(type.Scalar)}", name, type);

    /// <summary>The function that stops the kernel as the built object does.</summary>
    public string Trap() => Use("ac_trap", "trap", default);

    private string Use(string function, string name, DataType type)
    {
        if (written.Add(function))
        {
            string body = name switch
            {
                "trap" => CHelperText.Trap,
                "bits" => Bits(type),
                _ when type.IsFloat => Float(name, type),
                _ => Integer(name, type),
            };
            text.Append(body).Append('\n');
        }

        return function;
    }

    private string Integer(string name, DataType type)
    {
        string template = name switch
        {
            "add" or "sub" or "mul" => CHelperText.CheckedOperation.Replace("OP", name, StringComparison.Ordinal),
            "div" or "rem" => (type.IsSigned ? CHelperText.SignedDivision : CHelperText.UnsignedDivision).Replace("SIGN", name == "div" ? "/" : "%", StringComparison.Ordinal)
                .Replace("OP", name, StringComparison.Ordinal).Replace("MINUSONE", name == "div" ? "-a" : "0", StringComparison.Ordinal),
            "cast" => CHelperText.CheckedCast,
            "saturate" => CHelperText.Saturate,
            "fit" => CHelperText.Fit,
            "abs" => CHelperText.Absolute,
            "min" or "max" => CHelperText.Choose.Replace("OP", name, StringComparison.Ordinal).Replace("SIGN", name == "min" ? "<" : ">", StringComparison.Ordinal),
            "clamp" => CHelperText.Clamp,
            "popcount" => CHelperText.PopCount,
            "clz" => CHelperText.LeadingZeros,
            "ctz" => CHelperText.TrailingZeros,
            "rotl" or "rotr" => CHelperText.Rotate.Replace("OP", name, StringComparison.Ordinal).Replace("LEFT", name == "rotl" ? "n" : "-n", StringComparison.Ordinal).Replace("RIGHT", name == "rotl" ? "-n" : "n", StringComparison.Ordinal),
            "scale_to_i8" => CHelperText.ScaleToInt8,
            "saturate_i8" => CHelperText.SaturateToInt8,
            "rounding_shift" => CHelperText.RoundingShift,
            _ => throw new InvalidOperationException($"No C helper '{name}' for {type.Scalar}."),
        };
        int width = 8 * type.ScalarSize;
        long low = type.IsSigned ? -1L << (width - 1) : 0;
        return Fill(template, type)
            .Replace("MIN", type.IsSigned ? $"INT{width}_MIN" : "0", StringComparison.Ordinal)
            .Replace("MAX", type.IsSigned ? $"INT{width}_MAX" : $"UINT{width}_MAX", StringComparison.Ordinal)
            .Replace("BELOW", Real(type.Scalar == ScalarType.Int64 ? low : low - 1), StringComparison.Ordinal)
            .Replace("REACHES", type.Scalar == ScalarType.Int64 ? ">=" : ">", StringComparison.Ordinal)
            .Replace("ABOVE", Real(Math.ScaleB(1, type.IsSigned ? width - 1 : width)), StringComparison.Ordinal)
            .Replace("LOWEST", Real(low), StringComparison.Ordinal)
            .Replace("WIDTH", width.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private string Float(string name, DataType type)
    {
        bool isSingle = type.ScalarSize == 4;
        string template = name switch
        {
            "min" => CHelperText.RealMinimum,
            "max" => CHelperText.RealMaximum,
            "clamp" => CHelperText.Clamp,
            "trunc" => CHelperText.Truncate,
            "floor" => CHelperText.Floor,
            "ceil" => CHelperText.Ceiling,
            "round" => CHelperText.RoundToEven,
            "sqrt" => CHelperText.SquareRoot,
            "fmod" => CHelperText.Remainder,
            _ => throw new InvalidOperationException($"No C helper '{name}' for {type.Scalar}."),
        };
        return Fill(template, type)
            .Replace("WHOLE", isSingle ? "8388608.0f" : "4503599627370496.0", StringComparison.Ordinal)
            .Replace("BUILTIN", isSingle ? "f" : "", StringComparison.Ordinal)
            .Replace("FORMAT", isSingle ? "s" : "d", StringComparison.Ordinal);
    }

    /// <summary>Reinterprets the bits as those of the other type of the same size.</summary>
    private static string Bits(DataType type)
    {
        ScalarType other = type.Scalar switch
        {
            ScalarType.Float32 => ScalarType.UInt32,
            ScalarType.Float64 => ScalarType.UInt64,
            ScalarType.Int32 or ScalarType.UInt32 => ScalarType.Float32,
            _ => ScalarType.Float64,
        };
        return Plain(CHelperText.Bits, type).Replace("OTHER", CType.Of(other), StringComparison.Ordinal);
    }

    /// <summary>Puts in the type, and before it what the body calls: <c>$name:type</c> for a helper of a type, <c>$name</c> for one of its own.</summary>
    private string Fill(string template, DataType type)
    {
        StringBuilder filled = new();
        int at = 0;
        for (int mark = template.IndexOf('$', StringComparison.Ordinal); mark >= 0; mark = template.IndexOf('$', at))
        {
            filled.Append(template, at, mark - at);
            int end = mark + 1;
            while (char.IsAsciiLetterLower(template[end]) || template[end] == '_')
            {
                end++;
            }

            string name = template[(mark + 1)..end];
            filled.Append(name == "trap" ? Trap() : name == "round" && !type.IsFloat ? For(name, new(ScalarType.Float32)) : For(name, type));
            at = end;
        }

        return Plain(filled.Append(template, at, template.Length - at).ToString(), type);
    }

    private static string Plain(string template, DataType type) => template
        .Replace("SUFFIX", CType.Suffix(type.Scalar), StringComparison.Ordinal)
        .Replace("UTYPE", CType.Of(CType.Unsigned(type)), StringComparison.Ordinal)
        .Replace("TYPE", CType.Of(type), StringComparison.Ordinal);

    private static string Real(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
