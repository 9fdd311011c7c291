namespace Autocomp.Emulator;

/// <summary>A loadable segment.</summary>
/// <param name="Address">Where it goes (physical address, as bare-metal loaders use it).</param>
/// <param name="Bytes">Its content from the file.</param>
/// <param name="Size">Bytes in memory; the rest is zero.</param>
/// <param name="Writable">Whether PF_W is set.</param>
internal sealed record ElfSegment(ulong Address, ReadOnlyMemory<byte> Bytes, ulong Size, bool Writable);
