namespace Autocomp.Emulator;

/// <summary>The accrued exception bits of <c>fflags</c>.</summary>
internal static class FloatFlags
{
    public const int Inexact = 1;
    public const int Underflow = 2;
    public const int Overflow = 4;
    public const int DivideByZero = 8;
    public const int Invalid = 16;
}
