using System.Buffers.Binary;
using System.Text;

namespace Autocomp.Emulator;

/// <summary>Reads little-endian fields of a file and refuses to leave it.</summary>
internal readonly struct ElfReader(ReadOnlyMemory<byte> bytes, string what)
{
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public ulong Length => (ulong)Bytes.Length;

    public byte U8(ulong offset) => Span(offset, 1)[0];

    public ushort U16(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Span(offset, 2));

    public uint U32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Span(offset, 4));

    public ulong U64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Span(offset, 8));

    public ReadOnlySpan<byte> Span(ulong offset, ulong length) => Slice(offset, length).Span;

    public ReadOnlyMemory<byte> Slice(ulong offset, ulong length)
    {
        if (offset > Length || length > Length - offset)
            throw new BadImageFormatException($"The {what} is damaged: it says that {length} bytes stand at offset {offset}, and it ends at {Length}.");
        return Bytes.Slice((int)offset, (int)length);
    }

    /// <summary>A string that ends with a zero byte.</summary>
    public string Text(ulong offset)
    {
        ReadOnlySpan<byte> rest = Span(offset, Length - Math.Min(offset, Length));
        int end = rest.IndexOf((byte)0);
        if (end < 0) throw new BadImageFormatException($"The {what} is damaged: the string at offset {offset} has no end.");
        return Encoding.UTF8.GetString(rest[..end]);
    }
}
