using System.Text;

namespace Autocomp.Emulator.Tests;

/// <summary>Writes small relocatable objects.</summary>
internal sealed class TestObject
{
    private readonly List<(string Name, uint Type, ulong Flags, byte[] Bytes, ulong Size, uint Info)> _sections = [];
    private readonly List<(string Name, ulong Value, ulong Size, ushort Section, byte Info)> _symbols = [];

    /// <summary>An object with one function.</summary>
    public static byte[] Function(string name, params uint[] instructions)
    {
        var built = new TestObject();
        int text = built.Code(instructions);
        built.Symbol(name, 0, text);
        return built.Build();
    }

    public int Code(params uint[] instructions) => Section(".text", 6, Assembler.Bytes(instructions));

    /// <summary>Adds a section; gives its number. Flags: 1 writable, 2 loaded, 4 code.</summary>
    public int Section(string name, ulong flags, byte[] bytes, uint type = 1, ulong? size = null)
    {
        _sections.Add((name, type, flags, bytes, size ?? (ulong)bytes.Length, 0));
        return _sections.Count;
    }

    /// <summary>Adds a global symbol; gives its number.</summary>
    public int Symbol(string name, ulong value, int section, byte info = 0x12, ulong size = 0)
    {
        _symbols.Add((name, value, size, (ushort)section, info));
        return _symbols.Count;
    }

    /// <summary>Adds relocations of a section.</summary>
    public void Relocate(int section, params (ulong Offset, int Type, int Symbol, long Addend)[] relocations)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach ((ulong offset, int type, int symbol, long addend) in relocations)
        {
            writer.Write(offset);
            writer.Write((uint)type);
            writer.Write((uint)symbol);
            writer.Write(addend);
        }

        _sections.Add((".rela" + _sections[section - 1].Name, 4, 0, stream.ToArray(), (ulong)stream.Length, (uint)section));
    }

    public byte[] Build()
    {
        int symbolSection = _sections.Count + 1;
        (byte[] symbols, byte[] symbolNames) = Symbols();
        var all = new List<(string Name, uint Type, ulong Flags, byte[] Bytes, ulong Size, uint Link, uint Info)>();
        all.AddRange(_sections.Select(s => (s.Name, s.Type, s.Flags, s.Bytes, s.Size, s.Type == 4 ? (uint)symbolSection : 0, s.Info)));
        all.Add((".symtab", 2, 0, symbols, (ulong)symbols.Length, (uint)symbolSection + 1, 1));
        all.Add((".strtab", 3, 0, symbolNames, (ulong)symbolNames.Length, 0, 0));
        byte[] sectionNames = Encoding.ASCII.GetBytes("\0" + string.Concat(all.Select(s => s.Name + "\0")) + ".shstrtab\0");
        all.Add((".shstrtab", 3, 0, sectionNames, (ulong)sectionNames.Length, 0, 0));

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        long table = 64 + all.Sum(s => (s.Bytes.Length + 7) & ~7);
        writer.Write([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        foreach (ushort half in (ReadOnlySpan<ushort>)[1, 243, 1, 0]) writer.Write(half);
        foreach (long number in (ReadOnlySpan<long>)[0, 0, table]) writer.Write(number);
        writer.Write(5);
        foreach (int half in (ReadOnlySpan<int>)[64, 0, 0, 64, all.Count + 1, all.Count]) writer.Write((ushort)half);
        foreach (var section in all) writer.Write([.. section.Bytes, .. new byte[-section.Bytes.Length & 7]]);
        writer.Write(new byte[64]);
        long offset = 64;
        int name = 1;
        foreach (var section in all)
        {
            writer.Write(name);
            writer.Write(section.Type);
            writer.Write(section.Flags);
            writer.Write(0UL);
            writer.Write(offset);
            writer.Write(section.Size);
            writer.Write(section.Link);
            writer.Write(section.Info);
            writer.Write(16UL);
            writer.Write(section.Type is 2 or 4 ? 24UL : 0);
            offset += (section.Bytes.Length + 7) & ~7;
            name += section.Name.Length + 1;
        }

        return stream.ToArray();
    }

    private (byte[] Entries, byte[] Names) Symbols()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(new byte[24]);
        int name = 1;
        foreach ((string text, ulong value, ulong size, ushort section, byte info) in _symbols)
        {
            writer.Write(name);
            writer.Write(info);
            writer.Write((byte)0);
            writer.Write(section);
            writer.Write(value);
            writer.Write(size);
            name += text.Length + 1;
        }

        return (stream.ToArray(), Encoding.ASCII.GetBytes("\0" + string.Concat(_symbols.Select(s => s.Name + "\0"))));
    }
}
