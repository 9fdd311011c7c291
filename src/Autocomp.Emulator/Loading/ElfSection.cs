namespace Autocomp.Emulator;

/// <summary>A section header.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">SHT_….</param>
/// <param name="Flags">SHF_….</param>
/// <param name="Address">Its address in an executable.</param>
/// <param name="Bytes">Its content; empty for SHT_NOBITS.</param>
/// <param name="Size">Bytes in memory.</param>
/// <param name="Link">A related section.</param>
/// <param name="Info">For relocations: the section that they patch.</param>
/// <param name="Alignment">A power of two.</param>
internal sealed record ElfSection(
    int Index, string Name, uint Type, ulong Flags, ulong Address, ReadOnlyMemory<byte> Bytes, ulong Size, uint Link, uint Info, ulong Alignment)
{
    public const uint SymbolTable = 2;
    public const uint RelocationsWithAddends = 4;
    public const uint NoBits = 8;

    public bool IsLoaded => (Flags & 2) != 0;

    public bool IsWritable => (Flags & 1) != 0;

    public bool IsExecutable => (Flags & 4) != 0;
}
