namespace Autocomp.Emulator;

/// <summary>Decodes instructions by <see cref="OpcodeTable"/> and the table of compressed ones.</summary>
public static class InstructionDecoder
{
    // Rows that may match, by bits 6..2 and 14..12.
    private static readonly OpcodeRow[][] Candidates = BuildCandidates();

    /// <summary>Decodes one instruction.</summary>
    /// <param name="bits">The instruction's bits; above bit 15 ignored when it is compressed.</param>
    /// <returns>The instruction; <see cref="Opcode.Illegal"/> when the core does not have it.</returns>
    public static DecodedInstruction Decode(uint bits)
    {
        if ((bits & 3) != 3) return DecodeCompressed((ushort)bits);
        foreach (OpcodeRow row in Candidates[(bits >> 2 & 31) << 3 | (bits >> 12 & 7)])
        {
            if ((bits & row.Mask) == row.Match) return DecodeRow(bits, row);
        }

        return new DecodedInstruction(Opcode.Illegal, 0, 0, 0, 0, 4, 0, 0, bits);
    }

    private static DecodedInstruction DecodeRow(uint bits, OpcodeRow row)
    {
        int signed = (int)bits;
        int immediate = row.Format switch
        {
            Format.I => signed >> 20,
            Format.Shift => signed >> 20 & 63,
            Format.S => signed >> 25 << 5 | (signed >> 7 & 31),
            Format.B => signed >> 31 << 12 | (signed >> 7 & 1) << 11 | (signed >> 25 & 63) << 5 | (signed >> 8 & 15) << 1,
            Format.U => signed & ~0xfff,
            Format.J => signed >> 31 << 20 | (signed & 0xff000) | (signed >> 20 & 1) << 11 | (signed >> 21 & 0x3ff) << 1,
            Format.Csr => (int)(bits >> 20),
            Format.Rocc => (int)(bits >> 25),
            _ => 0,
        };
        byte rounding = (byte)(bits >> 12 & 7);
        Opcode opcode = row.Opcode;

        // Rounding modes 5 and 6 are reserved wherever the field is one.
        if (rounding is 5 or 6 && (row.Mask & 0x7000) == 0 && IsFloat(row.Class)) opcode = Opcode.Illegal;
        return new DecodedInstruction(
            opcode,
            (byte)(row.Rd == RegisterFile.None ? 0 : bits >> 7 & 31),
            (byte)(row.Rs1 == RegisterFile.None && row.Format != Format.Csr ? 0 : bits >> 15 & 31),
            (byte)(row.Rs2 == RegisterFile.None ? 0 : bits >> 20 & 31),
            (byte)(row.Rs3 == RegisterFile.None ? 0 : bits >> 27),
            4,
            rounding,
            immediate,
            bits);
    }

    private static DecodedInstruction DecodeCompressed(ushort bits)
    {
        foreach (CompressedRow row in CompressedTable.Rows)
        {
            if ((bits & row.Mask) != row.Match) continue;
            int immediate = 0;
            int highest = 0;
            foreach (ImmediatePiece piece in row.Pieces)
            {
                int width = piece.High - piece.Low + 1;
                immediate |= (bits >> piece.At & ((1 << width) - 1)) << piece.Low;
                highest = Math.Max(highest, piece.High);
            }

            if (row.Signed) immediate = immediate << (31 - highest) >> (31 - highest);
            if (!IsAllowed(bits, row, immediate)) continue;
            return new DecodedInstruction(
                row.Opcode, Register(bits, row.Registers[0]), Register(bits, row.Registers[1]), Register(bits, row.Registers[2]), 0, 2, 0, immediate, bits);
        }

        return new DecodedInstruction(Opcode.Illegal, 0, 0, 0, 0, 2, 0, 0, bits);
    }

    private static bool IsAllowed(ushort bits, CompressedRow row, int immediate)
    {
        foreach (char field in row.NonZero)
        {
            int value = field == 'i' ? immediate : Register(bits, field);
            if (value == 0) return false;
        }

        return true;
    }

    private static byte Register(ushort bits, char field) => (byte)(field switch
    {
        'R' => bits >> 7 & 31,
        'S' => bits >> 2 & 31,
        'a' => (bits >> 7 & 7) + 8,
        'b' => (bits >> 2 & 7) + 8,
        _ => field - '0',
    });

    private static bool IsFloat(InstructionClass kind) =>
        kind is InstructionClass.Float or InstructionClass.FloatMultiply or InstructionClass.FloatDivide or InstructionClass.FloatConvert;

    private static OpcodeRow[][] BuildCandidates()
    {
        var candidates = new OpcodeRow[256][];
        for (uint i = 0; i < candidates.Length; i++)
        {
            uint bits = i >> 3 << 2 | (i & 7) << 12 | 3;
            candidates[i] = [.. OpcodeTable.Rows.Where(row => ((bits ^ row.Match) & row.Mask & 0x707f) == 0)];
        }

        return candidates;
    }
}
