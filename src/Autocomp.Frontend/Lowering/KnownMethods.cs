using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Lowering;

/// <summary>Library methods that stay one node of the tree, by type and name.</summary>
internal static class KnownMethods
{
    private static readonly Dictionary<string, MathFunction> Numeric = new()
    {
        ["Abs"] = MathFunction.Abs,
        ["Min"] = MathFunction.Min,
        ["Max"] = MathFunction.Max,
        ["Clamp"] = MathFunction.Clamp,
        ["Sqrt"] = MathFunction.Sqrt,
        ["Floor"] = MathFunction.Floor,
        ["Ceiling"] = MathFunction.Ceiling,
        ["Truncate"] = MathFunction.Truncate,
        ["Round"] = MathFunction.RoundToEven,
        ["FusedMultiplyAdd"] = MathFunction.FusedMultiplyAdd,
        ["CopySign"] = MathFunction.CopySign,
    };

    private static readonly Dictionary<string, MathFunction> Bits = new()
    {
        ["PopCount"] = MathFunction.PopCount,
        ["LeadingZeroCount"] = MathFunction.LeadingZeroCount,
        ["TrailingZeroCount"] = MathFunction.TrailingZeroCount,
        ["RotateLeft"] = MathFunction.RotateLeft,
        ["RotateRight"] = MathFunction.RotateRight,
    };

    private static readonly Dictionary<string, MathFunction> Quantize = new()
    {
        ["ScaleToInt8"] = MathFunction.ScaleToInt8,
        ["SaturateToInt8"] = MathFunction.SaturateToInt8,
        ["RoundingShiftRight"] = MathFunction.RoundingShiftRight,
    };

    private static readonly HashSet<string> InexactNames =
    [
        "Exp", "ExpM1", "Exp2", "Exp2M1", "Exp10", "Exp10M1", "Log", "LogP1", "Log2", "Log2P1", "Log10", "Log10P1", "Pow", "Cbrt", "RootN", "Hypot",
        "Sin", "SinPi", "Cos", "CosPi", "Tan", "TanPi", "SinCos", "SinCosPi", "Asin", "AsinPi", "Acos", "AcosPi", "Atan", "AtanPi", "Atan2", "Atan2Pi",
        "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh", "DegreesToRadians", "RadiansToDegrees", "Lerp",
        "ReciprocalEstimate", "ReciprocalSqrtEstimate", "MultiplyAddEstimate", "MaxNative", "MinNative", "ClampNative", "ConvertToIntegerNative",
    ];

    /// <summary>The type that holds the accelerator's intrinsics.</summary>
    public const string Intrinsics = "Autocomp.Gemmini";

    /// <summary>The function of a method, or null when it isn't in the table.</summary>
    public static MathFunction? Find(IMethodSymbol method)
    {
        if (!method.IsStatic || method.IsGenericMethod || ScalarTypes.Of(method.ReturnType) is not { } result || method.Parameters.Any(p => p.RefKind != RefKind.None || ScalarTypes.Of(p.Type) is null)) return null;
        Dictionary<string, MathFunction>? table = method.ContainingType.ToDisplayString() switch
        {
            "System.Numerics.BitOperations" => Bits,
            "Autocomp.Quantize" => Quantize,
            _ when IsNumeric(method.ContainingType) => Numeric,
            _ => null,
        };
        if (method.Name == "CopySign" && !result.IsFloat) return null;
        return table is not null && table.TryGetValue(method.Name, out MathFunction function) && method.Parameters.Length == Arity(function) ? function : null;
    }

    /// <summary>Whether a method only reinterprets bits.</summary>
    public static bool IsBitCast(IMethodSymbol method) => method is
    {
        Name: "SingleToInt32Bits" or "SingleToUInt32Bits" or "Int32BitsToSingle" or "UInt32BitsToSingle" or
            "DoubleToInt64Bits" or "DoubleToUInt64Bits" or "Int64BitsToDouble" or "UInt64BitsToDouble",
        ContainingType: { Name: "BitConverter", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
    };

    /// <summary>Whether a type's static methods are functions of numbers: <c>Math</c>, <c>MathF</c>, <c>BitOperations</c> and the number types.</summary>
    public static bool IsNumeric(INamedTypeSymbol type) =>
        type.ToDisplayString() is "System.Math" or "System.MathF" or "System.Numerics.BitOperations" ||
        (ScalarTypes.ScalarOf(type) is not (null or ScalarType.Boolean) && type.SpecialType != SpecialType.System_Char);

    /// <summary>Whether a method is one of the mathematical ones that IEEE 754 doesn't define to the last bit.</summary>
    public static bool IsInexact(IMethodSymbol method) =>
        (method.ContainingType.ToDisplayString() is "System.Math" or "System.MathF" || method.ContainingType.SpecialType is SpecialType.System_Single or SpecialType.System_Double) &&
        (InexactNames.Contains(method.Name) || RoundsToDigits(method));

    private static bool RoundsToDigits(IMethodSymbol method) =>
        method is { Name: "Round", Parameters.Length: > 1 } && ScalarTypes.Of(method.ReturnType) is not null && method.Parameters[1].Type.SpecialType == SpecialType.System_Int32;

    private static int Arity(MathFunction function) => function switch
    {
        MathFunction.Clamp or MathFunction.FusedMultiplyAdd => 3,
        MathFunction.Min or MathFunction.Max or MathFunction.CopySign or MathFunction.RotateLeft or MathFunction.RotateRight or
            MathFunction.ScaleToInt8 or MathFunction.RoundingShiftRight => 2,
        _ => 1,
    };
}
