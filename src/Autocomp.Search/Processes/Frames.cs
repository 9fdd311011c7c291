using System.Buffers.Binary;
using System.Text.Json;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Processes;

/// <summary>Messages on a byte stream: a 4-byte little-endian length, then that many bytes of JSON. No content can be taken for the start of a message.</summary>
internal static class Frames
{
    /// <summary>Longest message that either side accepts.</summary>
    public const int MaxLength = 64 << 20;

    public static async Task WriteAsync<T>(Stream stream, T message, CancellationToken cancellation)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Options);
        var header = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(header, body.Length);
        await stream.WriteAsync(header, cancellation).ConfigureAwait(false);
        await stream.WriteAsync(body, cancellation).ConfigureAwait(false);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The next message, or null when the stream has ended before one began.</summary>
    /// <exception cref="InvalidDataException">The stream holds something else.</exception>
    public static async Task<T?> ReadAsync<T>(Stream stream, CancellationToken cancellation)
        where T : class
    {
        var header = new byte[4];
        int got = await stream.ReadAtLeastAsync(header, 4, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (got == 0) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (got < 4 || length is < 2 or > MaxLength) throw new InvalidDataException("The stream is cut or holds no message.");
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellation).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize<T>(body, WireJson.Options) ?? throw new InvalidDataException("The message is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The message is no valid JSON of its type: " + e.Message, e);
        }
    }
}
