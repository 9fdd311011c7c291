namespace Autocomp.Emulator;

/// <summary>An IEEE 754 binary interchange format.</summary>
/// <param name="ExponentBits">Width of the exponent field.</param>
/// <param name="FractionBits">Width of the fraction field.</param>
internal readonly record struct FloatFormat(int ExponentBits, int FractionBits)
{
    public static readonly FloatFormat Single = new(8, 23);
    public static readonly FloatFormat Double = new(11, 52);

    public int MaxExponent => (1 << ExponentBits) - 1;

    public int Bias => MaxExponent >> 1;

    public ulong SignBit => 1UL << (ExponentBits + FractionBits);

    public ulong FractionMask => (1UL << FractionBits) - 1;

    public ulong Infinity => (ulong)MaxExponent << FractionBits;

    public ulong QuietBit => 1UL << (FractionBits - 1);

    public ulong CanonicalNaN => Infinity | QuietBit;
}
