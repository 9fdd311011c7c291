namespace Autocomp.Backend.CodeGeneration;

/// <summary>The sentences with which compiled kernels stop where C# throws.</summary>
public static class KernelTraps
{
    /// <summary>A tensor index outside its extent.</summary>
    public const string IndexOutOfRange = "index out of range";

    /// <summary>An integer division or remainder by zero.</summary>
    public const string DivisionByZero = "division by zero";

    /// <summary>A checked operation, or one that C# always checks, whose result does not fit.</summary>
    public const string Overflow = "arithmetic overflow";

    /// <summary><c>Math.Clamp</c> with its bounds the wrong way round.</summary>
    public const string ClampBounds = "Math.Clamp: the lower bound is above the upper";
}
