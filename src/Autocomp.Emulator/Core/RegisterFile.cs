namespace Autocomp.Emulator;

/// <summary>Which registers an operand field names.</summary>
public enum RegisterFile : byte
{
    /// <summary>The field is not an operand.</summary>
    None,

    /// <summary>Integer registers.</summary>
    Integer,

    /// <summary>Floating-point registers.</summary>
    Float,
}
