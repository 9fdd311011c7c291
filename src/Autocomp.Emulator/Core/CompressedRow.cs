namespace Autocomp.Emulator;

/// <summary>One row of the table of compressed instructions.</summary>
/// <param name="Opcode">What it stands for.</param>
/// <param name="Mask">Bits that are fixed.</param>
/// <param name="Match">Their values.</param>
/// <param name="Registers">rd, rs1, rs2, each a letter: <c>R</c> bits 11..7, <c>S</c> bits 6..2, <c>a</c> bits 9..7 plus 8, <c>b</c> bits 4..2 plus 8, a digit that very register.</param>
/// <param name="Pieces">Where the immediate's bits are.</param>
/// <param name="Signed">Whether the immediate is sign-extended from its highest bit.</param>
/// <param name="NonZero">What must not be zero: <c>i</c> the immediate, <c>R</c> and <c>S</c> those fields.</param>
internal sealed record CompressedRow(
    Opcode Opcode,
    ushort Mask,
    ushort Match,
    string Registers,
    ImmediatePiece[] Pieces,
    bool Signed,
    string NonZero);

/// <summary>Some neighbouring bits of an immediate.</summary>
/// <param name="High">Highest bit in the immediate.</param>
/// <param name="Low">Lowest bit in the immediate.</param>
/// <param name="At">Where the lowest one is in the instruction.</param>
internal readonly record struct ImmediatePiece(int High, int Low, int At);
