namespace Autocomp.Frontend.Tree;

/// <summary>Functions that a kernel may call and that stay one node in the tree.</summary>
public enum MathFunction
{
    /// <summary><c>Math.Abs</c> (integers trap on the minimum, as C# throws).</summary>
    Abs,

    /// <summary><c>Math.Min</c>.</summary>
    Min,

    /// <summary><c>Math.Max</c>.</summary>
    Max,

    /// <summary><c>Math.Clamp</c>(value, low, high).</summary>
    Clamp,

    /// <summary><c>Math.Sqrt</c>.</summary>
    Sqrt,

    /// <summary><c>Math.Floor</c>.</summary>
    Floor,

    /// <summary><c>Math.Ceiling</c>.</summary>
    Ceiling,

    /// <summary><c>Math.Truncate</c>.</summary>
    Truncate,

    /// <summary><c>Math.Round</c>(x): to nearest, ties to even.</summary>
    RoundToEven,

    /// <summary><c>Math.FusedMultiplyAdd</c>.</summary>
    FusedMultiplyAdd,

    /// <summary><c>Math.CopySign</c>.</summary>
    CopySign,

    /// <summary><c>BitOperations.PopCount</c>.</summary>
    PopCount,

    /// <summary><c>BitOperations.LeadingZeroCount</c>.</summary>
    LeadingZeroCount,

    /// <summary><c>BitOperations.TrailingZeroCount</c>.</summary>
    TrailingZeroCount,

    /// <summary><c>BitOperations.RotateLeft</c>.</summary>
    RotateLeft,

    /// <summary><c>BitOperations.RotateRight</c>.</summary>
    RotateRight,

    /// <summary><c>Quantize.ScaleToInt8(int, float)</c>: convert to float, multiply, round to nearest even, saturate to sbyte.</summary>
    ScaleToInt8,

    /// <summary><c>Quantize.SaturateToInt8(int)</c>.</summary>
    SaturateToInt8,

    /// <summary><c>Quantize.RoundingShiftRight(int, int)</c>: shift right, rounding to nearest even.</summary>
    RoundingShiftRight,
}
