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

    /// <summary>The type that holds the accelerator's intrinsics.</summary>
    public const string Intrinsics = "Autocomp.Gemmini";

    /// <summary>The function of a method, or null when it isn't in the table.</summary>
    public static MathFunction? Find(IMethodSymbol method)
    {
        if (!method.IsStatic || method.IsGenericMethod || ScalarTypes.Of(method.ReturnType) is null || method.Parameters.Any(p => p.RefKind != RefKind.None || ScalarTypes.Of(p.Type) is null)) return null;
        Dictionary<string, MathFunction>? table = method.ContainingType.ToDisplayString() switch
        {
            "System.Math" or "System.MathF" => Numeric,
            "System.Numerics.BitOperations" => Bits,
            "Autocomp.Quantize" => Quantize,
            _ => null,
        };
        return table is not null && table.TryGetValue(method.Name, out MathFunction function) && method.Parameters.Length == Arity(function) ? function : null;
    }

    /// <summary>Whether a method only reinterprets bits.</summary>
    public static bool IsBitCast(IMethodSymbol method) => method is
    {
        Name: "SingleToInt32Bits" or "SingleToUInt32Bits" or "Int32BitsToSingle" or "UInt32BitsToSingle" or
            "DoubleToInt64Bits" or "DoubleToUInt64Bits" or "Int64BitsToDouble" or "UInt64BitsToDouble",
        ContainingType: { Name: "BitConverter", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
    };

    /// <summary>Whether a method is one of the mathematical ones that IEEE 754 doesn't define to the last bit.</summary>
    public static bool IsInexact(IMethodSymbol method) =>
        method.ContainingType.ToDisplayString() is "System.Math" or "System.MathF" && method.Name is
            "Exp" or "Log" or "Log2" or "Log10" or "Pow" or "Sin" or "Cos" or "Tan" or "SinCos" or "Asin" or "Acos" or "Atan" or "Atan2" or
            "Sinh" or "Cosh" or "Tanh" or "Asinh" or "Acosh" or "Atanh" or "Cbrt" or "ReciprocalEstimate" or "ReciprocalSqrtEstimate";

    private static int Arity(MathFunction function) => function switch
    {
        MathFunction.Clamp or MathFunction.FusedMultiplyAdd => 3,
        MathFunction.Min or MathFunction.Max or MathFunction.CopySign or MathFunction.RotateLeft or MathFunction.RotateRight or
            MathFunction.ScaleToInt8 or MathFunction.RoundingShiftRight => 2,
        _ => 1,
    };
}
