using System.Collections.Immutable;
using System.Globalization;

namespace Autocomp.Emulator;

/// <summary>The compressed instructions of RV64DC: one line, one instruction. Source: RISC-V ISA manual, volume I, chapter C.</summary>
internal static class CompressedTable
{
    /// <summary>All rows; where two match, the earlier one counts.</summary>
    public static ImmutableArray<CompressedRow> Rows { get; } =
    [
        //  stands for     bits                registers  immediate (s: signed)              non-zero
        Row(Opcode.Addi,   "000-----------00", "b20", "5:4@11 9:6@7 2:2@6 3:3@5",            "i"),
        Row(Opcode.Fld,    "001-----------00", "ba0", "5:3@10 7:6@5",                        ""),
        Row(Opcode.Lw,     "010-----------00", "ba0", "5:3@10 2:2@6 6:6@5",                  ""),
        Row(Opcode.Ld,     "011-----------00", "ba0", "5:3@10 7:6@5",                        ""),
        Row(Opcode.Fsd,    "101-----------00", "0ab", "5:3@10 7:6@5",                        ""),
        Row(Opcode.Sw,     "110-----------00", "0ab", "5:3@10 2:2@6 6:6@5",                  ""),
        Row(Opcode.Sd,     "111-----------00", "0ab", "5:3@10 7:6@5",                        ""),
        Row(Opcode.Addi,   "000-----------01", "RR0", "s 5:5@12 4:0@2",                      ""),
        Row(Opcode.Addiw,  "001-----------01", "RR0", "s 5:5@12 4:0@2",                      "R"),
        Row(Opcode.Addi,   "010-----------01", "R00", "s 5:5@12 4:0@2",                      ""),
        Row(Opcode.Addi,   "011-00010-----01", "220", "s 9:9@12 4:4@6 6:6@5 8:7@3 5:5@2",    "i"),
        Row(Opcode.Lui,    "011-----------01", "R00", "s 17:17@12 16:12@2",                  "i"),
        Row(Opcode.Srli,   "100-00--------01", "aa0", "5:5@12 4:0@2",                        ""),
        Row(Opcode.Srai,   "100-01--------01", "aa0", "5:5@12 4:0@2",                        ""),
        Row(Opcode.Andi,   "100-10--------01", "aa0", "s 5:5@12 4:0@2",                      ""),
        Row(Opcode.Sub,    "100011---00---01", "aab", "",                                    ""),
        Row(Opcode.Xor,    "100011---01---01", "aab", "",                                    ""),
        Row(Opcode.Or,     "100011---10---01", "aab", "",                                    ""),
        Row(Opcode.And,    "100011---11---01", "aab", "",                                    ""),
        Row(Opcode.Subw,   "100111---00---01", "aab", "",                                    ""),
        Row(Opcode.Addw,   "100111---01---01", "aab", "",                                    ""),
        Row(Opcode.Jal,    "101-----------01", "000", "s 11:11@12 4:4@11 9:8@9 10:10@8 6:6@7 7:7@6 3:1@3 5:5@2", ""),
        Row(Opcode.Beq,    "110-----------01", "0a0", "s 8:8@12 4:3@10 7:6@5 2:1@3 5:5@2",   ""),
        Row(Opcode.Bne,    "111-----------01", "0a0", "s 8:8@12 4:3@10 7:6@5 2:1@3 5:5@2",   ""),
        Row(Opcode.Slli,   "000-----------10", "RR0", "5:5@12 4:0@2",                        ""),
        Row(Opcode.Fld,    "001-----------10", "R20", "5:5@12 4:3@5 8:6@2",                  ""),
        Row(Opcode.Lw,     "010-----------10", "R20", "5:5@12 4:2@4 7:6@2",                  "R"),
        Row(Opcode.Ld,     "011-----------10", "R20", "5:5@12 4:3@5 8:6@2",                  "R"),
        Row(Opcode.Jalr,   "1000-----0000010", "0R0", "",                                    "R"),
        Row(Opcode.Add,    "1000----------10", "R0S", "",                                    "S"),
        Row(Opcode.Ebreak, "1001000000000010", "000", "",                                    ""),
        Row(Opcode.Jalr,   "1001-----0000010", "1R0", "",                                    "R"),
        Row(Opcode.Add,    "1001----------10", "RRS", "",                                    "S"),
        Row(Opcode.Fsd,    "101-----------10", "02S", "5:3@10 8:6@7",                        ""),
        Row(Opcode.Sw,     "110-----------10", "02S", "5:2@9 7:6@7",                         ""),
        Row(Opcode.Sd,     "111-----------10", "02S", "5:3@10 8:6@7",                        ""),
    ];

    private static CompressedRow Row(Opcode opcode, string bits, string registers, string immediate, string nonZero)
    {
        int mask = 0;
        int match = 0;
        foreach (char bit in bits)
        {
            mask = (mask << 1) | (bit == '-' ? 0 : 1);
            match = (match << 1) | (bit == '1' ? 1 : 0);
        }

        bool signed = immediate.StartsWith('s');
        ImmediatePiece[] pieces = [.. immediate.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(piece => piece != "s").Select(Piece)];
        return new CompressedRow(opcode, (ushort)mask, (ushort)match, registers, pieces, signed, nonZero);
    }

    private static ImmediatePiece Piece(string text)
    {
        int[] numbers = [.. text.Split(':', '@').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return new ImmediatePiece(numbers[0], numbers[1], numbers[2]);
    }
}
