namespace Autocomp.Emulator;

/// <summary>The string sections that a line table's header refers to, and the attribute forms that occur there.</summary>
internal sealed class LineStrings(ReadOnlyMemory<byte> lineStrings, ReadOnlyMemory<byte> strings)
{
    private readonly ElfReader _lineStrings = new(lineStrings, "section .debug_line_str");
    private readonly ElfReader _strings = new(strings, "section .debug_str");

    /// <summary>Reads one attribute. Source: DWARF 5, table 7.6.</summary>
    public (string Text, ulong Number) ReadForm(ref DwarfReader unit, ulong form, bool wide)
    {
        switch (form)
        {
            case 0x08: return (unit.Text(), 0);
            case 0x0e: return (_strings.Text(unit.Offset(wide)), 0);
            case 0x1f: return (_lineStrings.Text(unit.Offset(wide)), 0);
            case 0x0b: return ("", unit.U8());
            case 0x05: return ("", unit.U16());
            case 0x06: return ("", unit.U32());
            case 0x07: return ("", unit.U64());
            case 0x0f: return ("", unit.Unsigned());
            case 0x1e: unit.Skip(16); return ("", 0);
            case 0x09: unit.Skip(unit.Unsigned()); return ("", 0);
            default: throw new BadImageFormatException($"The line table uses the attribute form 0x{form:x}.");
        }
    }
}
