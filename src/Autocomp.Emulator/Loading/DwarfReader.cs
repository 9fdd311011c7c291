namespace Autocomp.Emulator;

/// <summary>Reads debug information in order and refuses to leave it.</summary>
internal struct DwarfReader(ReadOnlyMemory<byte> bytes)
{
    private readonly ElfReader _bytes = new(bytes, "debug section");

    public ulong Position { get; set; }

    public readonly bool HasMore => Position < _bytes.Length;

    public readonly ulong Remaining => _bytes.Length - Math.Min(Position, _bytes.Length);

    public byte U8() => _bytes.U8(Advance(1));

    public ushort U16() => _bytes.U16(Advance(2));

    public uint U32() => _bytes.U32(Advance(4));

    public ulong U64() => _bytes.U64(Advance(8));

    /// <summary>An offset: 4 bytes, or 8 in 64-bit DWARF.</summary>
    public ulong Offset(bool wide) => wide ? U64() : U32();

    public ReadOnlySpan<byte> Bytes(int count) => _bytes.Span(Advance((ulong)count), (ulong)count);

    public void Skip(ulong count) => _bytes.Slice(Advance(count), count);

    public string Text()
    {
        string text = _bytes.Text(Position);
        Position += (ulong)System.Text.Encoding.UTF8.GetByteCount(text) + 1;
        return text;
    }

    /// <summary>A ULEB128 number.</summary>
    public ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = U8();
            if (shift < 64) value |= (ulong)(part & 0x7f) << shift;
            if ((part & 0x80) == 0) return value;
        }
    }

    /// <summary>An SLEB128 number.</summary>
    public long Signed()
    {
        long value = 0;
        for (int shift = 0; ;)
        {
            byte part = U8();
            if (shift < 64) value |= (long)(part & 0x7f) << shift;
            shift += 7;
            if ((part & 0x80) != 0) continue;
            return shift < 64 && (part & 0x40) != 0 ? value | (-1L << shift) : value;
        }
    }

    /// <summary>The next unit as a reader of its own, behind its length.</summary>
    public DwarfReader TakeUnit(out bool wide)
    {
        ulong length = U32();
        wide = length == uint.MaxValue;
        if (wide) length = U64();
        ReadOnlyMemory<byte> content = _bytes.Slice(Position, length);
        Position += length;
        return new DwarfReader(content);
    }

    private ulong Advance(ulong count)
    {
        ulong at = Position;
        Position = count > ulong.MaxValue - at ? ulong.MaxValue : at + count;
        return at;
    }
}
