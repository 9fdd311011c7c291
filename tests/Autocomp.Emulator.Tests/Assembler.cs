namespace Autocomp.Emulator.Tests;

/// <summary>Encodes the few instructions that tests write by hand.</summary>
internal static class Assembler
{
    public const int Zero = 0, Ra = 1, Sp = 2, T0 = 5, T1 = 6, S0 = 8, S1 = 9, A0 = 10, A1 = 11, A2 = 12, A3 = 13;

    public const uint Ret = 0x00008067;
    public const uint Fence = 0x0ff0000f;
    public const uint Ebreak = 0x00100073;
    public const uint Ecall = 0x00000073;

    public static uint I(uint opcode, int funct3, int rd, int rs1, int immediate) =>
        (uint)immediate << 20 | (uint)rs1 << 15 | (uint)funct3 << 12 | (uint)rd << 7 | opcode;

    public static uint S(int funct3, int rs2, int rs1, int immediate) =>
        ((uint)immediate >> 5 & 0x7f) << 25 | (uint)rs2 << 20 | (uint)rs1 << 15 | (uint)funct3 << 12 | ((uint)immediate & 31) << 7 | 0x23;

    public static uint R(int funct7, int funct3, int rd, int rs1, int rs2) =>
        (uint)funct7 << 25 | (uint)rs2 << 20 | (uint)rs1 << 15 | (uint)funct3 << 12 | (uint)rd << 7 | 0x33;

    public static uint B(int funct3, int rs1, int rs2, int offset) =>
        ((uint)offset >> 12 & 1) << 31 | ((uint)offset >> 5 & 63) << 25 | (uint)rs2 << 20 | (uint)rs1 << 15 | (uint)funct3 << 12
        | ((uint)offset >> 1 & 15) << 8 | ((uint)offset >> 11 & 1) << 7 | 0x63;

    public static uint Addi(int rd, int rs1, int immediate) => I(0x13, 0, rd, rs1, immediate);

    public static uint Lb(int rd, int rs1, int offset) => I(0x03, 0, rd, rs1, offset);

    public static uint Lw(int rd, int rs1, int offset) => I(0x03, 2, rd, rs1, offset);

    public static uint Ld(int rd, int rs1, int offset) => I(0x03, 3, rd, rs1, offset);

    public static uint Sb(int rs2, int rs1, int offset) => S(0, rs2, rs1, offset);

    public static uint Sw(int rs2, int rs1, int offset) => S(2, rs2, rs1, offset);

    public static uint Sd(int rs2, int rs1, int offset) => S(3, rs2, rs1, offset);

    public static uint Add(int rd, int rs1, int rs2) => R(0, 0, rd, rs1, rs2);

    public static uint Bne(int rs1, int rs2, int offset) => B(1, rs1, rs2, offset);

    public static uint Jal(int rd, int offset) =>
        ((uint)offset >> 20 & 1) << 31 | ((uint)offset >> 1 & 0x3ff) << 21 | ((uint)offset >> 11 & 1) << 20 | ((uint)offset >> 12 & 0xff) << 12 | (uint)rd << 7 | 0x6f;

    public static uint Command(int funct7, int rs1, int rs2) => (uint)funct7 << 25 | (uint)rs2 << 20 | (uint)rs1 << 15 | 3u << 12 | 0x7b;

    /// <summary>Instructions as bytes.</summary>
    public static byte[] Bytes(params uint[] instructions)
    {
        byte[] bytes = new byte[instructions.Length * 4];
        Buffer.BlockCopy(instructions, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
