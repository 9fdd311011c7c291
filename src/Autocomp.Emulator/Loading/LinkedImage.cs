using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>An object placed at addresses, ready to be copied into a machine.</summary>
internal sealed class LinkedImage(ImmutableArray<ImageSection> sections, ImmutableSortedDictionary<string, ulong> functions, Func<LineTable> lines)
{
    private LineTable? _lines;

    /// <summary>What goes to memory, by address.</summary>
    public ImmutableArray<ImageSection> Sections { get; } = sections;

    /// <summary>Addresses of named functions.</summary>
    public ImmutableSortedDictionary<string, ulong> Functions { get; } = functions;

    /// <summary>Source lines of the code; empty without debug information.</summary>
    public LineTable Lines => _lines ??= lines();
}

/// <summary>One section at its address.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Address">First address.</param>
/// <param name="Bytes">Its bytes after relocation.</param>
/// <param name="Writable">Whether the guest may write it.</param>
internal sealed record ImageSection(string Name, ulong Address, byte[] Bytes, bool Writable);
