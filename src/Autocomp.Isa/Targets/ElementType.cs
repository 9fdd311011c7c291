namespace Autocomp.Isa;

/// <summary>The type of one element in DRAM, the scratchpad, the array or the accumulator.</summary>
public enum ElementType
{
    /// <summary>Signed 8-bit integer, 1 byte.</summary>
    Int8,

    /// <summary>Signed 32-bit integer, 4 bytes.</summary>
    Int32,

    /// <summary>IEEE 754 binary32, 4 bytes.</summary>
    Float32,
}
