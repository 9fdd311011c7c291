namespace Autocomp.Emulator;

/// <summary>A mapped range of guest addresses. Everything between regions is guard space.</summary>
/// <param name="Name">What messages call it: <c>argument 2</c>, <c>stack</c>, <c>.rodata</c>.</param>
/// <param name="Base">First address.</param>
/// <param name="Length">Bytes; bounds are byte-exact.</param>
/// <param name="Writable">Whether the guest may write it.</param>
/// <param name="Content">What it holds at first.</param>
public sealed record MemoryRegion(string Name, ulong Base, ulong Length, bool Writable, InitialContent Content)
{
    /// <summary>The first address behind the region.</summary>
    public ulong End => Base + Length;

    /// <summary>Whether a range lies wholly inside.</summary>
    /// <param name="address">First address of the range.</param>
    /// <param name="length">Bytes of the range.</param>
    /// <returns>True when no byte is outside.</returns>
    public bool Contains(ulong address, ulong length) => address >= Base && length <= Length && address - Base <= Length - length;
}
