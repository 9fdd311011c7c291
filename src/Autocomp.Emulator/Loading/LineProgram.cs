using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>The state machine that a line program drives. Source: DWARF 5, section 6.2.5.</summary>
internal sealed class LineProgram
{
    private ulong _address;
    private ulong _file = 1;
    private long _line = 1;

    public byte MinimumLength { get; init; }

    public byte MaximumOperations { get; init; }

    public bool DefaultIsStatement { get; init; }

    public int LineBase { get; init; }

    public byte LineRange { get; init; }

    public byte OpcodeBase { get; init; }

    /// <summary>Operands of the standard opcodes, from 1 on.</summary>
    public byte[] OperandCounts { get; set; } = [];

    public ImmutableArray<string> Files { get; set; } = [];

    /// <summary>The number of the first file: 1 up to DWARF 4, 0 from 5 on.</summary>
    public ulong FirstFile { get; set; }

    /// <summary>Runs a program to its end and collects its rows.</summary>
    public void Run(ref DwarfReader program, List<LineRow> rows)
    {
        while (program.HasMore)
        {
            byte opcode = program.U8();
            if (opcode >= OpcodeBase)
            {
                if (LineRange == 0) throw new BadImageFormatException("The line table is damaged: its line range is 0.");
                int adjusted = opcode - OpcodeBase;
                _address += (ulong)(adjusted / LineRange) * MinimumLength;
                _line += LineBase + adjusted % LineRange;
                Emit(rows);
            }
            else if (opcode == 0) Extended(ref program, rows);
            else Standard(opcode, ref program, rows);
        }
    }

    private void Standard(byte opcode, ref DwarfReader program, List<LineRow> rows)
    {
        switch (opcode)
        {
            case 1: Emit(rows); break;
            case 2: _address += program.Unsigned() * MinimumLength; break;
            case 3: _line += program.Signed(); break;
            case 4: _file = program.Unsigned(); break;
            case 8: _address += LineRange == 0 ? 0 : (ulong)((255 - OpcodeBase) / LineRange) * MinimumLength; break;
            case 9: _address += program.U16(); break;
            default:
                for (int i = 0; i < OperandCounts[opcode - 1]; i++) program.Unsigned();
                break;
        }
    }

    private void Extended(ref DwarfReader program, List<LineRow> rows)
    {
        ulong length = program.Unsigned();
        if (length == 0) return;
        if (length > program.Remaining) throw new BadImageFormatException("The line table is damaged: an operation reaches over its end.");
        ulong end = program.Position + length;
        switch (program.U8())
        {
            case 1:
                rows.Add(new LineRow(_address, null));
                (_address, _file, _line) = (0, 1, 1);
                break;
            case 2 when length == 9:
                _address = program.U64();
                break;
        }

        program.Position = end;
    }

    private void Emit(List<LineRow> rows)
    {
        ulong index = _file - FirstFile;
        bool known = _line is > 0 and <= int.MaxValue && index < (ulong)Files.Length;
        rows.Add(new LineRow(_address, known ? new SourceLine(Files[(int)index], (int)_line) : null));
    }
}
