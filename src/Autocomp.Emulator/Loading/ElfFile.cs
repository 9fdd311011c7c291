using System.Collections.Immutable;
using System.Numerics;

namespace Autocomp.Emulator;

/// <summary>An ELF file for RV64: headers, sections, symbols. Every field is checked; damage is a <see cref="BadImageFormatException"/> with a sentence.</summary>
internal sealed class ElfFile
{
    private const uint Riscv = 243;
    private const ushort Relocatable = 1;
    private const ushort Executable = 2;
    private const ushort Shared = 3;
    private const uint ExtendedIndex = 0xffff;

    private readonly ElfReader _reader;

    private ElfFile(ReadOnlyMemory<byte> bytes)
    {
        _reader = new ElfReader(bytes, "ELF file");
        CheckIdentity();
        Kind = _reader.U16(16);
        if (Kind is not (Relocatable or Executable or Shared)) throw new BadImageFormatException($"The ELF file is neither an object nor an executable (e_type {Kind}).");
        if (_reader.U16(18) != Riscv) throw new BadImageFormatException($"The ELF file is for machine {_reader.U16(18)}, not for RISC-V (243).");
        Entry = _reader.U64(24);
        Sections = ReadSections();
        Segments = ReadSegments();
        Symbols = ReadSymbols();
    }

    /// <summary>e_type.</summary>
    public ushort Kind { get; }

    public bool IsObject => Kind == Relocatable;

    public ulong Entry { get; }

    public ImmutableArray<ElfSection> Sections { get; }

    public ImmutableArray<ElfSegment> Segments { get; }

    /// <summary>The symbol table with its null symbol; empty when stripped.</summary>
    public ImmutableArray<ElfSymbol> Symbols { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">All of it.</param>
    /// <returns>The file.</returns>
    /// <exception cref="BadImageFormatException">It is damaged or not for RV64.</exception>
    public static ElfFile Read(ReadOnlyMemory<byte> bytes) => new(bytes);

    private void CheckIdentity()
    {
        if (_reader.Length < 64 || _reader.U32(0) != 0x464C457F) throw new BadImageFormatException("The file is not an ELF file: it does not begin with 7f 'ELF'.");
        if (_reader.U8(4) != 2) throw new BadImageFormatException("The ELF file is 32-bit; RV64 needs ELFCLASS64.");
        if (_reader.U8(5) != 1) throw new BadImageFormatException("The ELF file is big-endian; RISC-V is little-endian.");
    }

    private ImmutableArray<ElfSection> ReadSections()
    {
        ulong table = _reader.U64(40);
        ulong entrySize = _reader.U16(58);
        ulong count = _reader.U16(60);
        uint names = _reader.U16(62);
        if (table == 0) return [];
        if (entrySize < 64) throw new BadImageFormatException($"The ELF file is damaged: its section headers have {entrySize} bytes each.");

        // Section 0 holds the numbers that do not fit 16 bits.
        if (count == 0) count = _reader.U64(table + 32);
        if (names == ExtendedIndex) names = _reader.U32(table + 40);
        if (count > _reader.Length / entrySize) throw new BadImageFormatException($"The ELF file is damaged: {count} section headers do not fit in it.");
        _reader.Slice(table, count * entrySize);
        if (names >= count) throw new BadImageFormatException($"The ELF file is damaged: its section names are in section {names} of {count}.");
        ElfReader texts = new(names == 0 ? default : Content(table + names * entrySize), "ELF section name table");
        var sections = ImmutableArray.CreateBuilder<ElfSection>((int)count);
        for (ulong i = 0; i < count; i++)
        {
            ulong at = table + i * entrySize;
            ulong alignment = Math.Max(1, _reader.U64(at + 48));
            string name = i == 0 || names == 0 ? "" : texts.Text(_reader.U32(at));
            if (!BitOperations.IsPow2(alignment) || alignment > 1 << 20) throw new BadImageFormatException($"Section {i} '{name}' of the ELF file has the alignment {alignment}.");
            sections.Add(new ElfSection(
                (int)i, name, _reader.U32(at + 4), _reader.U64(at + 8), _reader.U64(at + 16), i == 0 ? default : Content(at), _reader.U64(at + 32),
                _reader.U32(at + 40), _reader.U32(at + 44), alignment));
        }

        return sections.MoveToImmutable();
    }

    private ReadOnlyMemory<byte> Content(ulong header) =>
        _reader.U32(header + 4) is ElfSection.NoBits or 0 ? default : _reader.Slice(_reader.U64(header + 24), _reader.U64(header + 32));

    private ImmutableArray<ElfSegment> ReadSegments()
    {
        ulong table = _reader.U64(32);
        ulong entrySize = _reader.U16(54);
        ulong count = _reader.U16(56);
        var segments = ImmutableArray.CreateBuilder<ElfSegment>();
        if (table == 0 || count == 0) return [];
        if (entrySize < 56 || table > _reader.Length) throw new BadImageFormatException($"The ELF file is damaged: its program headers have {entrySize} bytes each at offset {table}.");
        for (ulong i = 0; i < count; i++)
        {
            ulong at = table + i * entrySize;
            const uint Load = 1;
            if (_reader.U32(at) != Load) continue;
            ReadOnlyMemory<byte> bytes = _reader.Slice(_reader.U64(at + 8), _reader.U64(at + 32));
            ulong size = _reader.U64(at + 40);
            if (size < (ulong)bytes.Length) throw new BadImageFormatException($"Segment {i} of the ELF file has {bytes.Length} bytes in the file and only {size} in memory.");
            if (size != 0) segments.Add(new ElfSegment(_reader.U64(at + 24), bytes, size, (_reader.U32(at + 4) & 2) != 0));
        }

        return segments.ToImmutable();
    }

    private ImmutableArray<ElfSymbol> ReadSymbols()
    {
        ElfSection? table = Sections.FirstOrDefault(section => section.Type == ElfSection.SymbolTable);
        if (table is null) return [];
        if (table.Link >= Sections.Length) throw new BadImageFormatException("The ELF file is damaged: its symbol table names no string table.");
        ElfReader texts = new(Sections[(int)table.Link].Bytes, "ELF symbol name table");
        ElfReader entries = new(table.Bytes, "ELF symbol table");
        int count = table.Bytes.Length / 24;
        var symbols = ImmutableArray.CreateBuilder<ElfSymbol>(count);
        for (ulong i = 0; i < (ulong)count; i++)
        {
            ulong at = i * 24;
            uint name = entries.U32(at);
            symbols.Add(new ElfSymbol(name == 0 ? "" : texts.Text(name), entries.U64(at + 8), entries.U64(at + 16), entries.U16(at + 6), entries.U8(at + 4)));
        }

        return symbols.MoveToImmutable();
    }
}
