namespace Autocomp.Emulator;

/// <summary>One row of the instruction table.</summary>
/// <param name="Opcode">What it is.</param>
/// <param name="Name">Assembly name.</param>
/// <param name="Mask">Bits that are fixed.</param>
/// <param name="Match">Their values.</param>
/// <param name="Format">Where the immediate is.</param>
/// <param name="Class">What kind of work it is.</param>
/// <param name="Rd">File of the destination.</param>
/// <param name="Rs1">File of the first source.</param>
/// <param name="Rs2">File of the second source.</param>
/// <param name="Rs3">File of the third source.</param>
public sealed record OpcodeRow(
    Opcode Opcode,
    string Name,
    uint Mask,
    uint Match,
    Format Format,
    InstructionClass Class,
    RegisterFile Rd,
    RegisterFile Rs1,
    RegisterFile Rs2,
    RegisterFile Rs3);
