using System.Globalization;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>What is done to an accumulator element before it is stored.</summary>
/// <param name="ScaleParameter">Scalar parameter that multiplies it, or null.</param>
/// <param name="ScaleConstant">Constant that multiplies it when there is no parameter; 1 for none.</param>
/// <param name="Relu">Whether negative results become zero.</param>
/// <param name="Narrow">True: scaled, with integer elements rounded to nearest even and saturated to the element type. False: stored at full accumulator width, unscaled.</param>
public sealed record Epilogue(KernelParameter? ScaleParameter, float ScaleConstant, bool Relu, bool Narrow)
{
    private string ScaleName => ScaleParameter?.Name ?? ScaleConstant.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>For remarks.</summary>
    internal string Description(KernelParameter result)
    {
        string scale = ScaleParameter is { } parameter ? $", scaled by '{parameter.Name}'" : ScaleConstant == 1 ? "" : $", scaled by {ScaleName}";
        string relu = Relu ? ", ReLU" : "";
        return result.Scalar == ScalarType.Float32 ? scale + relu : Narrow ? $"{scale}, saturated to sbyte{relu}" : ", stored as int";
    }

    /// <summary>The stored value of a sum, for prompts.</summary>
    internal string Formula(string sum, KernelParameter result)
    {
        bool isFloat = result.Scalar == ScalarType.Float32;
        string value = !Narrow || (isFloat && ScaleParameter is null && ScaleConstant == 1) ? sum : isFloat ? $"{ScaleName} * ({sum})" : $"saturate(round({ScaleName} * ({sum})))";
        return Relu ? $"max(0, {value})" : value;
    }

    /// <summary>How it is computed, for prompts.</summary>
    internal static string Arithmetic(KernelParameter result) => result.Scalar == ScalarType.Float32
        ? "Sums are single precision, in any order."
        : "Sums are 32 bits wide; rounding is to nearest even.";
}
