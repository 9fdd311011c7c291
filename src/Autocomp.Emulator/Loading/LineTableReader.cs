using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>Reads <c>.debug_line</c>. Source: DWARF 4 and 5, section 6.2.</summary>
internal static class LineTableReader
{
    /// <summary>Reads all line programs of an object.</summary>
    /// <param name="sections">Its sections after relocation.</param>
    /// <returns>The table; empty when there is none or it is damaged (an object runs without it).</returns>
    public static LineTable Read(IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> sections)
    {
        try
        {
            ILookup<string, ReadOnlyMemory<byte>> byName = sections.ToLookup(section => section.Name, section => section.Bytes);
            var rows = new List<LineRow>();
            LineStrings strings = new(byName[".debug_line_str"].FirstOrDefault(), byName[".debug_str"].FirstOrDefault());
            foreach (ReadOnlyMemory<byte> lines in byName[".debug_line"])
            {
                var reader = new DwarfReader(lines);
                while (reader.HasMore) ReadUnit(ref reader, strings, rows);
            }

            return new LineTable([.. rows.OrderBy(row => row.Address).ThenBy(row => row.Line is not null)]);
        }
        catch (BadImageFormatException)
        {
            return LineTable.Empty;
        }
    }

    private static void ReadUnit(ref DwarfReader section, LineStrings strings, List<LineRow> rows)
    {
        DwarfReader unit = section.TakeUnit(out bool wide);
        int version = unit.U16();
        if (version is < 2 or > 5) return;
        if (version == 5) unit.Skip(2);
        ulong headerLength = unit.Offset(wide);
        ulong program = unit.Position + headerLength;
        var registers = new LineProgram
        {
            MinimumLength = unit.U8(),
            MaximumOperations = version >= 4 ? unit.U8() : (byte)1,
            DefaultIsStatement = unit.U8() != 0,
            LineBase = (sbyte)unit.U8(),
            LineRange = unit.U8(),
            OpcodeBase = unit.U8(),
        };
        registers.OperandCounts = unit.Bytes(Math.Max(0, registers.OpcodeBase - 1)).ToArray();
        registers.Files = version == 5 ? ReadNames5(ref unit, wide, strings) : ReadNames(ref unit);
        registers.FirstFile = version == 5 ? 0u : 1u;
        unit.Position = program;
        registers.Run(ref unit, rows);
    }

    private static ImmutableArray<string> ReadNames(ref DwarfReader unit)
    {
        var folders = new List<string>();
        while (unit.Text() is { Length: > 0 } folder) folders.Add(folder);
        var files = ImmutableArray.CreateBuilder<string>();
        while (unit.Text() is { Length: > 0 } name)
        {
            ulong folder = unit.Unsigned();
            unit.Unsigned();
            unit.Unsigned();
            files.Add(Join(folder >= 1 && folder <= (ulong)folders.Count ? folders[(int)folder - 1] : "", name));
        }

        return files.ToImmutable();
    }

    private static ImmutableArray<string> ReadNames5(ref DwarfReader unit, bool wide, LineStrings strings)
    {
        List<(string Name, ulong Folder)> folders = ReadEntries(ref unit, wide, strings);
        List<(string Name, ulong Folder)> files = ReadEntries(ref unit, wide, strings);

        // Folder 0 is where the compiler ran; paths are wanted relative to it.
        return [.. files.Select(file => Join(file.Folder >= 1 && file.Folder < (ulong)folders.Count ? folders[(int)file.Folder].Name : "", file.Name))];
    }

    private static List<(string Name, ulong Folder)> ReadEntries(ref DwarfReader unit, bool wide, LineStrings strings)
    {
        const ulong Path = 1;
        const ulong Directory = 2;
        var formats = new (ulong Content, ulong Form)[unit.U8()];
        for (int i = 0; i < formats.Length; i++) formats[i] = (unit.Unsigned(), unit.Unsigned());
        ulong count = unit.Unsigned();
        if (count > unit.Remaining || (formats.Length == 0 && count > 0)) throw new BadImageFormatException("The line table's file list is damaged.");
        var entries = new List<(string, ulong)>();
        for (ulong i = 0; i < count; i++)
        {
            string name = "";
            ulong folder = 0;
            foreach ((ulong content, ulong form) in formats)
            {
                (string text, ulong number) = strings.ReadForm(ref unit, form, wide);
                if (content == Path) name = text;
                else if (content == Directory) folder = number;
            }

            entries.Add((name, folder));
        }

        return entries;
    }

    private static string Join(string folder, string name) => folder.Length == 0 || name.StartsWith('/') ? name : $"{folder.TrimEnd('/')}/{name}";
}
