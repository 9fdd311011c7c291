using System.Text.Json;

namespace Autocomp.Search.Journal;

/// <summary>Where a record lies in a journal.</summary>
/// <param name="Kind">What it records: <c>search</c>, <c>request</c>, <c>reply</c>, <c>evaluation</c>, <c>candidate</c>, <c>wave</c>, <c>stop</c>, <c>end</c>.</param>
/// <param name="Key">What it is found by among its kind.</param>
/// <param name="Offset">Bytes before it.</param>
/// <param name="Length">Its bytes, without the line feed.</param>
internal readonly record struct JournalLine(string Kind, string Key, long Offset, int Length)
{
    private const int BufferBytes = 1 << 16;
    private const int LongestLine = 64 << 20;

    /// <summary>The records of a file in order. Lines that are cut or hold something else are passed over: a process may have been killed while it wrote one.</summary>
    /// <param name="stream">The file from its beginning.</param>
    public static IEnumerable<JournalLine> In(Stream stream)
    {
        byte[] buffer = new byte[BufferBytes];
        long start = 0;
        int held = 0;
        while (true)
        {
            if (held == LongestLine) yield break;
            if (held == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            int read = stream.Read(buffer, held, buffer.Length - held);
            if (read == 0) yield break;
            int scanned = held, begin = 0;
            held += read;
            while (Array.IndexOf(buffer, (byte)'\n', scanned, held - scanned) is var end && end >= 0)
            {
                if (Parse(buffer.AsSpan(begin, end - begin)) is { } head) yield return new(head.Kind, head.Key, start, end - begin);
                start += end + 1 - begin;
                begin = scanned = end + 1;
            }

            Buffer.BlockCopy(buffer, begin, buffer, 0, held - begin);
            held -= begin;
        }
    }

    // Kind and key stand first in every record, but the whole line must be sound for it to count.
    private static (string Kind, string Key)? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            Utf8JsonReader reader = new(line);
            if (!Read(ref reader, "record", out string kind) || !Read(ref reader, "key", out string key)) return null;
            while (reader.Read())
            {
            }

            return (kind, key);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Read(ref Utf8JsonReader reader, string name, out string value)
    {
        value = "";
        if (reader.TokenType == JsonTokenType.None && !(reader.Read() && reader.TokenType == JsonTokenType.StartObject)) return false;
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(name)) return false;
        if (!reader.Read() || reader.TokenType != JsonTokenType.String) return false;
        value = reader.GetString()!;
        return true;
    }

    /// <summary>A record as its line, line feed included.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its key.</param>
    /// <param name="content">Writes the rest of its properties.</param>
    public static byte[] Print(string kind, string key, Action<Utf8JsonWriter> content)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("record", kind);
            json.WriteString("key", key);
            content(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
