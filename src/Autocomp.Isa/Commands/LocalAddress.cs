namespace Autocomp.Isa;

/// <summary>A 32-bit address of a row in the scratchpad or the accumulator, with its flag bits.</summary>
/// <param name="Bits">The address as commands hold it.</param>
public readonly record struct LocalAddress(uint Bits)
{
    /// <summary>Bit 31: the accumulator, not the scratchpad.</summary>
    public const uint AccumulatorBit = 1u << 31;

    /// <summary>Bit 30: writes to the accumulator add.</summary>
    public const uint AccumulateBit = 1u << 30;

    /// <summary>Bit 29: reads of the accumulator give full accumulator values.</summary>
    public const uint FullWidthBit = 1u << 29;

    /// <summary>No address: zeros when read, nothing when written.</summary>
    public static LocalAddress Garbage { get; } = new(uint.MaxValue);

    /// <summary>Whether this is <see cref="Garbage"/>.</summary>
    public bool IsGarbage => Bits == uint.MaxValue;

    /// <summary>Whether the row is in the accumulator.</summary>
    public bool IsAccumulator => (Bits & AccumulatorBit) != 0;

    /// <summary>Whether a write adds to the row.</summary>
    public bool Accumulates => (Bits & (AccumulatorBit | AccumulateBit)) == (AccumulatorBit | AccumulateBit);

    /// <summary>Whether a read gives full accumulator values.</summary>
    public bool IsFullWidth => (Bits & (AccumulatorBit | FullWidthBit)) == (AccumulatorBit | FullWidthBit);

    /// <summary>Bits 28:26: what an mvout does for a normalisation, 0 otherwise.</summary>
    public int NormCommand => (int)(Bits >> 26) & 7;

    /// <summary>The row, bits 25:0 without the flags.</summary>
    public int Row => (int)(Bits & 0x03FF_FFFF);

    /// <summary>For example <c>sp[0x40]</c>, <c>acc[0x10]</c>, <c>acc+[0x10]</c> (added to), <c>acc32[0x10]</c> (full width), <c>garbage</c>.</summary>
    public override string ToString()
    {
        if (IsGarbage)
        {
            return "garbage";
        }

        if (!IsAccumulator)
        {
            // Bits of another address space are shown, not hidden: they are usually the mistake.
            return $"sp[0x{Bits:x}]";
        }

        string norm = NormCommand == 0 ? "" : $".n{NormCommand}";
        return $"acc{(IsFullWidth ? "32" : "")}{(Accumulates ? "+" : "")}{norm}[0x{Row:x}]";
    }
}
