using System.Runtime.InteropServices;
using System.Text;

namespace Autocomp.Emulator;

/// <summary>Carries a machine's state out or in: each part goes over its fields once, in the same order for both.</summary>
/// <remarks>Little-endian. Structures that pass through have no padding, so equal states give equal bytes.</remarks>
internal sealed class StateStream
{
    private readonly Stream _stream;
    private readonly byte[] _mask = new byte[64];

    private StateStream(Stream stream, bool isReading) => (_stream, IsReading) = (stream, isReading);

    /// <summary>Whether fields are set from the stream, not written to it.</summary>
    public bool IsReading { get; }

    /// <summary>A stream to write to.</summary>
    public static StateStream Writer(Stream stream) => new(stream, isReading: false);

    /// <summary>A stream to read from.</summary>
    public static StateStream Reader(Stream stream) => new(stream, isReading: true);

    /// <summary>Passes a field.</summary>
    public void Field<T>(ref T value)
        where T : unmanaged => Bytes(MemoryMarshal.AsBytes(new Span<T>(ref value)));

    /// <summary>Passes a property: give its value, set what returns.</summary>
    public T Value<T>(T value)
        where T : unmanaged
    {
        Field(ref value);
        return value;
    }

    /// <summary>Passes an array of fixed length.</summary>
    public void Array<T>(T[] values)
        where T : unmanaged => Bytes(MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>Passes a list.</summary>
    public void List<T>(List<T> values)
        where T : unmanaged
    {
        int count = Value(values.Count);
        if (IsReading) CollectionsMarshal.SetCount(values, count);
        Bytes(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)));
    }

    /// <summary>Passes bytes.</summary>
    public void Bytes(Span<byte> bytes)
    {
        if (IsReading) _stream.ReadExactly(bytes);
        else _stream.Write(bytes);
    }

    /// <summary>Passes words of which many are zero: a bit for each, then those that are not.</summary>
    public void Words(Span<ulong> words)
    {
        for (; words.Length > 0; words = words[Math.Min(512, words.Length)..])
        {
            Span<ulong> part = words[..Math.Min(512, words.Length)];
            Span<byte> mask = _mask.AsSpan(0, (part.Length + 7) / 8);
            if (!IsReading)
            {
                mask.Clear();
                for (int i = 0; i < part.Length; i++) mask[i >> 3] |= (byte)(part[i] != 0 ? 1 << (i & 7) : 0);
            }

            Bytes(mask);
            for (int i = 0; i < part.Length; i++)
            {
                if ((mask[i >> 3] >> (i & 7) & 1) != 0) Field(ref part[i]);
                else part[i] = 0;
            }
        }
    }

    /// <summary>Passes words of which many are as they were at first.</summary>
    public void Words(Span<ulong> words, ReadOnlySpan<ulong> fresh)
    {
        ulong[] difference = new ulong[words.Length];
        for (int i = 0; i < words.Length && !IsReading; i++) difference[i] = words[i] ^ fresh[i];
        Words(difference);
        for (int i = 0; i < words.Length && IsReading; i++) words[i] = difference[i] ^ fresh[i];
    }

    /// <summary>Passes truth values, eight a byte.</summary>
    public void Bits(bool[] values)
    {
        ulong[] words = new ulong[(values.Length + 63) / 64];
        for (int i = 0; i < values.Length && !IsReading; i++) words[i >> 6] |= values[i] ? 1UL << (i & 63) : 0;
        Words(words);
        for (int i = 0; i < values.Length && IsReading; i++) values[i] = (words[i >> 6] >> (i & 63) & 1) != 0;
    }

    /// <summary>Passes a text or null.</summary>
    public string? Text(string? text)
    {
        byte[] bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        int length = Value(text is null ? -1 : bytes.Length);
        if (length < 0) return null;
        if (IsReading) bytes = new byte[length];
        Bytes(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Passes something that may be absent.</summary>
    public T? Optional<T>(T? value)
        where T : unmanaged
    {
        bool present = Value(value is not null);
        return present ? Value(value.GetValueOrDefault()) : null;
    }
}
