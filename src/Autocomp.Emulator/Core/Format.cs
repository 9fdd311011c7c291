namespace Autocomp.Emulator;

/// <summary>How a 32-bit instruction holds its immediate.</summary>
public enum Format : byte
{
    /// <summary>No immediate.</summary>
    R,

    /// <summary>No immediate, a third source register in bits 31..27.</summary>
    R4,

    /// <summary>Bits 31..20, sign-extended.</summary>
    I,

    /// <summary>A shift amount in bits 25..20.</summary>
    Shift,

    /// <summary>A store's offset.</summary>
    S,

    /// <summary>A branch's offset.</summary>
    B,

    /// <summary>Bits 31..12 in place.</summary>
    U,

    /// <summary>A jump's offset.</summary>
    J,

    /// <summary>A CSR number in bits 31..20, zero-extended; rs1 may be a 5-bit immediate.</summary>
    Csr,

    /// <summary>A RoCC command: the immediate is funct7.</summary>
    Rocc,
}
