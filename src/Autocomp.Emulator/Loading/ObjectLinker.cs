using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>Places the sections of one relocatable object and relocates them, as a linker without relaxation does.</summary>
internal sealed class ObjectLinker
{
    private const ulong GuardBytes = Memory.PageSize;
    private const ulong MaxImageBytes = 64 << 20;

    private readonly ElfFile _file;
    private readonly ulong[] _addresses;
    private readonly byte[]?[] _contents;
    private readonly Dictionary<int, ulong> _commons = [];
    private readonly Dictionary<ulong, int> _tableSlots = [];
    private ulong _next;
    private bool _lastIsCode;
    private ulong _tableAddress;

    private ObjectLinker(ElfFile file, ulong baseAddress)
    {
        _file = file;
        _addresses = new ulong[file.Sections.Length];
        _contents = new byte[]?[file.Sections.Length];
        _next = baseAddress;
    }

    /// <summary>Links an object.</summary>
    /// <param name="bytes">An RV64 relocatable object.</param>
    /// <param name="baseAddress">Where the first section goes; page-aligned.</param>
    /// <returns>The image.</returns>
    /// <exception cref="BadImageFormatException">The object is damaged or needs something that the emulator does not have.</exception>
    public static LinkedImage Link(ReadOnlyMemory<byte> bytes, ulong baseAddress)
    {
        ElfFile file = ElfFile.Read(bytes);
        if (!file.IsObject) throw new BadImageFormatException("The ELF file is an executable; a relocatable object is needed here.");
        return new ObjectLinker(file, baseAddress).Link();
    }

    private LinkedImage Link()
    {
        var sections = ImmutableArray.CreateBuilder<ImageSection>();
        ulong start = _next;

        // Code, constants, data: as a linker script orders them. Code sections stay together, since they may branch to each other; the rest has guard space.
        foreach (ElfSection section in _file.Sections.Where(section => section.IsLoaded).OrderBy(section => section.IsExecutable ? 0 : section.IsWritable ? 2 : 1))
        {
            if (section.Size == 0) continue;
            Place(section.Name, section.Size, section.Alignment, section.IsExecutable, start, out _addresses[section.Index]);
            byte[] content = new byte[section.Size];
            section.Bytes.Span.CopyTo(content);
            _contents[section.Index] = content;
            sections.Add(new ImageSection(section.Name, _addresses[section.Index], content, section.IsWritable));
        }

        PlaceCommons(start, sections);
        ImageSection? table = PlaceAddressTable(start);
        if (table is not null) sections.Add(table);
        foreach (ElfSection relocations in RelocationSections())
        {
            ElfSection target = _file.Sections[(int)relocations.Info];
            if (_contents[target.Index] is { } content) Relocate(target, content, ReadRelocations(relocations), table?.Bytes);
        }

        return new LinkedImage(sections.ToImmutable(), Functions(), ReadLines);
    }

    private LineTable ReadLines()
    {
        try
        {
            return LineTableReader.Read([.. _file.Sections.Select(DebugSection)]);
        }
        catch (BadImageFormatException)
        {
            // Code runs without line numbers.
            return LineTable.Empty;
        }
    }

    private void Place(string name, ulong size, ulong alignment, bool code, ulong start, out ulong address)
    {
        if (size > MaxImageBytes || _next - start > MaxImageBytes - size)
            throw new BadImageFormatException($"The object is too large: with section '{name}' of {size} bytes it passes {MaxImageBytes} bytes.");
        if (_lastIsCode && !code) _next = RoundUp(_next + GuardBytes, Memory.PageSize);
        _lastIsCode = code;
        address = RoundUp(_next, alignment);
        _next = code ? address + size : RoundUp(address + size + GuardBytes, Memory.PageSize);
    }

    private static ulong RoundUp(ulong value, ulong unit) => (value + unit - 1) & ~(unit - 1);

    private void PlaceCommons(ulong start, ImmutableArray<ImageSection>.Builder sections)
    {
        for (int i = 0; i < _file.Symbols.Length; i++)
        {
            ElfSymbol symbol = _file.Symbols[i];
            if (symbol.Section != ElfSymbol.Common || symbol.Size == 0) continue;
            ulong alignment = symbol.Value is > 0 and <= 4096 && (symbol.Value & (symbol.Value - 1)) == 0 ? symbol.Value : 16;
            Place(symbol.Name, symbol.Size, alignment, code: false, start, out ulong address);
            _commons[i] = address;
            sections.Add(new ImageSection(symbol.Name, address, new byte[symbol.Size], Writable: true));
        }
    }

    /// <summary>The global offset table, when the code wants one.</summary>
    private ImageSection? PlaceAddressTable(ulong start)
    {
        int slots = RelocationSections().Sum(section => ReadRelocations(section).Count(relocation => relocation.Type == RelocationType.GotHi20));
        if (slots == 0) return null;
        Place(".got", (ulong)slots * 8, 8, code: false, start, out _tableAddress);
        return new ImageSection(".got", _tableAddress, new byte[slots * 8], Writable: false);
    }

    private IEnumerable<ElfSection> RelocationSections() => _file.Sections.Where(section =>
        section.Type == ElfSection.RelocationsWithAddends && section.Info > 0 && section.Info < _file.Sections.Length);

    private static IEnumerable<Relocation> ReadRelocations(ElfSection section)
    {
        ElfReader entries = new(section.Bytes, $"ELF section '{section.Name}'");
        for (ulong at = 0; at + 24 <= entries.Length; at += 24)
        {
            ulong info = entries.U64(at + 8);
            yield return new Relocation(entries.U64(at), (RelocationType)(uint)info, (uint)(info >> 32), (long)entries.U64(at + 16));
        }
    }

    private void Relocate(ElfSection section, byte[] content, IEnumerable<Relocation> relocations, byte[]? table)
    {
        ulong address = _addresses[section.Index];
        Relocation[] all = [.. relocations];
        var highParts = new Dictionary<ulong, long>();
        foreach (Relocation relocation in all)
        {
            if (relocation.Type is RelocationType.None or RelocationType.Relax or RelocationType.Align) continue;
            if (relocation.Type is RelocationType.PcrelLo12I or RelocationType.PcrelLo12S) continue;
            ulong place = address + relocation.Offset;
            ulong value = AddressOf(section, relocation.Symbol) + (ulong)relocation.Addend;
            if (relocation.Type == RelocationType.GotHi20) value = TableSlot(value, table ?? throw Damaged(section, relocation, "only code has an address table"));
            long relative = (long)(value - place);
            if (relocation.Type is RelocationType.PcrelHi20 or RelocationType.GotHi20) highParts[relocation.Offset] = relative;
            Patch(section, content, relocation, span => RelocationPatch.Apply(relocation.Type, span, value, relative));
        }

        // The symbol of a low part is the label of the instruction with the high part, which may stand behind it.
        foreach (Relocation relocation in all)
        {
            if (relocation.Type is not (RelocationType.PcrelLo12I or RelocationType.PcrelLo12S)) continue;
            ulong label = AddressOf(section, relocation.Symbol) - address;
            if (!highParts.TryGetValue(label, out long relative)) throw Damaged(section, relocation, "its label has no high part");
            Patch(section, content, relocation, span => RelocationPatch.LowPart(relocation.Type, span, relative));
        }
    }

    private delegate bool PatchPlace(Span<byte> place);

    private static void Patch(ElfSection section, byte[] content, Relocation relocation, PatchPlace patch)
    {
        if (relocation.Offset >= (ulong)content.Length) throw Damaged(section, relocation, "it is outside the section");
        try
        {
            if (!patch(content.AsSpan((int)relocation.Offset)))
                throw Damaged(section, relocation, Enum.IsDefined(relocation.Type) ? "its value does not fit (code for the emulator is built for -mcmodel=medany)" : "its kind is not supported");
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw Damaged(section, relocation, "it reaches over the end of the section");
        }
    }

    private ulong TableSlot(ulong value, byte[] table)
    {
        if (!_tableSlots.TryGetValue(value, out int slot))
        {
            slot = _tableSlots.Count;
            _tableSlots.Add(value, slot);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(table.AsSpan(slot * 8), value);
        }

        return _tableAddress + (ulong)slot * 8;
    }

    private ulong AddressOf(ElfSection user, uint index)
    {
        if (index >= _file.Symbols.Length) throw new BadImageFormatException($"Section '{user.Name}' of the object is damaged: it refers to symbol {index} of {_file.Symbols.Length}.");
        ElfSymbol symbol = _file.Symbols[(int)index];
        return symbol.Section switch
        {
            ElfSymbol.Absolute => symbol.Value,
            ElfSymbol.Common => _commons.GetValueOrDefault((int)index),
            ElfSymbol.Undefined when index == 0 || symbol.IsWeak => 0,
            ElfSymbol.Undefined => throw new BadImageFormatException($"The object needs '{symbol.Name}', which nothing defines. A kernel is self-contained: it calls no library."),
            _ when symbol.Section < _addresses.Length => _addresses[symbol.Section] + symbol.Value,
            _ => throw new BadImageFormatException($"Symbol '{symbol.Name}' of the object is damaged: it is in section {symbol.Section} of {_addresses.Length}."),
        };
    }

    private ImmutableSortedDictionary<string, ulong> Functions()
    {
        var functions = ImmutableSortedDictionary.CreateBuilder<string, ulong>(StringComparer.Ordinal);
        foreach (ElfSymbol symbol in _file.Symbols)
        {
            bool inCode = symbol.Section > 0 && symbol.Section < _addresses.Length && _file.Sections[symbol.Section].IsExecutable && _contents[symbol.Section] is not null;
            if (symbol.Name.Length > 0 && inCode && (symbol.IsFunction || !symbol.IsLocal)) functions[symbol.Name] = _addresses[symbol.Section] + symbol.Value;
        }

        return functions.ToImmutable();
    }

    /// <summary>A debug section after relocation, or its name alone when it is none.</summary>
    private (string Name, ReadOnlyMemory<byte> Bytes) DebugSection(ElfSection section)
    {
        if (!section.Name.StartsWith(".debug_line", StringComparison.Ordinal) && section.Name != ".debug_str") return (section.Name, default);
        byte[] content = section.Bytes.ToArray();
        foreach (ElfSection relocations in RelocationSections().Where(each => each.Info == section.Index)) Relocate(section, content, ReadRelocations(relocations), null);
        return (section.Name, content);
    }

    private static BadImageFormatException Damaged(ElfSection section, Relocation relocation, string why) =>
        new($"The relocation {relocation.Type} at offset {relocation.Offset} of section '{section.Name}' cannot be applied: {why}.");
}
