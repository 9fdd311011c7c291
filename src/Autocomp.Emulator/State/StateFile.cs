using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Autocomp.Emulator;

/// <summary>The envelope of a saved state: a magic word, the version, length and hash of what follows.</summary>
internal static class StateFile
{
    /// <summary>Raised with every change of what is saved, or how.</summary>
    public const int Version = 1;

    private const int HeaderBytes = 16 + 4 + 8 + 32;

    private static ReadOnlySpan<byte> Magic => "autocomp state\r\n"u8;

    /// <summary>Writes a state.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> body)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[20..], body.Length);
        SHA256.HashData(body, header[28..]);
        stream.Write(header);
        stream.Write(body);
    }

    /// <summary>Reads a state back.</summary>
    /// <exception cref="InvalidDataException">It is none, of another version, cut short or damaged.</exception>
    public static byte[] Read(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        int got = stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (got < 16 || !header[..16].SequenceEqual(Magic)) throw new InvalidDataException("This is no saved machine state.");
        if (got < HeaderBytes) throw new InvalidDataException("The saved machine state is cut short: its header is incomplete.");
        int version = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        if (version != Version) throw new InvalidDataException($"The machine state was saved in version {version}; this emulator reads version {Version}. Run the program from its start again.");
        long length = BinaryPrimitives.ReadInt64LittleEndian(header[20..]);
        byte[] body = ReadBody(stream, length);
        if (!SHA256.HashData(body).AsSpan().SequenceEqual(header[28..])) throw new InvalidDataException("The saved machine state is damaged: its hash differs. Save it again.");
        return body;
    }

    /// <summary>Reads no more than there is, whatever the header claims.</summary>
    private static byte[] ReadBody(Stream stream, long length)
    {
        using var body = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        while (body.Length < length)
        {
            int got = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, length - body.Length));
            if (got == 0) throw new InvalidDataException($"The saved machine state is cut short: {body.Length} of {length} bytes are there.");
            body.Write(buffer, 0, got);
        }

        if (length < 0) throw new InvalidDataException("The saved machine state is damaged: its length is negative.");
        return body.ToArray();
    }
}
