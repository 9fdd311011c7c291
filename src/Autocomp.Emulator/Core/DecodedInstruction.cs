namespace Autocomp.Emulator;

/// <summary>One instruction of the core, decoded. Compressed ones appear as the instruction that they stand for, with <see cref="Length"/> 2.</summary>
/// <param name="Opcode">What it does.</param>
/// <param name="Rd">Destination register number; which file, <see cref="OpcodeTable"/> says.</param>
/// <param name="Rs1">First source register number, or the immediate of csrrwi and its kin.</param>
/// <param name="Rs2">Second source register number.</param>
/// <param name="Rs3">Third source register number (fused multiply-add).</param>
/// <param name="Length">Bytes: 2 or 4.</param>
/// <param name="RoundingMode">Bits 14..12: the rounding mode of floating-point instructions; xd, xs1, xs2 of commands.</param>
/// <param name="Immediate">Sign-extended immediate, CSR number, shift amount or funct7.</param>
/// <param name="Raw">The instruction's own bits.</param>
public readonly record struct DecodedInstruction(
    Opcode Opcode,
    byte Rd,
    byte Rs1,
    byte Rs2,
    byte Rs3,
    byte Length,
    byte RoundingMode,
    int Immediate,
    uint Raw);
