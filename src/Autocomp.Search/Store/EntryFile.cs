using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Autocomp.Search.Store;

/// <summary>An entry's <c>.json</c>: sorted, line-oriented, without times or absolute paths, so that it merges by hand and the same facts give the same bytes.</summary>
/// <param name="Kernel">Metadata name.</param>
/// <param name="Specialization">Sizes as text.</param>
/// <param name="Target">Target name.</param>
/// <param name="Fingerprint">Of the schedule beside it.</param>
/// <param name="Meaning">Parts of the meaning.</param>
/// <param name="Freshness">Parts of the freshness.</param>
/// <param name="Evidence">What was measured and checked.</param>
internal sealed record EntryFile(
    string Kernel,
    string Specialization,
    string Target,
    string Fingerprint,
    ImmutableSortedDictionary<string, string> Meaning,
    ImmutableSortedDictionary<string, string> Freshness,
    EntryEvidence Evidence)
{
    private const int Format = 1;

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("kernel", Kernel);
            json.WriteString("specialization", Specialization);
            json.WriteString("target", Target);
            json.WriteString("fingerprint", Fingerprint);
            WriteParts(json, "meaning", Meaning);
            WriteParts(json, "freshness", Freshness);
            json.WriteStartObject("evidence");
            json.WriteStartArray("checks");
            foreach (string check in Evidence.Checks.Order(StringComparer.Ordinal)) json.WriteStringValue(check);
            json.WriteEndArray();
            json.WriteNumber("cycles", Evidence.Cycles);
            json.WriteNumber("idealCycles", Evidence.IdealCycles);
            json.WriteString("provenance", Evidence.Provenance);
            json.WriteNumber("shareOfPeak", Math.Round(Evidence.ShareOfPeak, 4));
            json.WriteNumber("startCycles", Evidence.StartCycles);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Reads an entry, or says what is wrong with it.</summary>
    public static EntryFile? Read(ReadOnlyMemory<byte> bytes, out string error)
    {
        error = "";
        try
        {
            using JsonDocument document = JsonDocument.Parse(WithoutMark(bytes), new JsonDocumentOptions { MaxDepth = 8 });
            JsonElement root = document.RootElement;
            int format = root.GetProperty("format").GetInt32();
            if (format != Format)
            {
                error = $"it has format {format}, this version reads {Format}";
                return null;
            }
            JsonElement evidence = root.GetProperty("evidence");
            return new(
                Text(root, "kernel"),
                Text(root, "specialization"),
                Text(root, "target"),
                Text(root, "fingerprint"),
                ReadParts(root, "meaning"),
                ReadParts(root, "freshness"),
                new EntryEvidence(
                    evidence.GetProperty("cycles").GetInt64(),
                    evidence.GetProperty("startCycles").GetInt64(),
                    evidence.GetProperty("idealCycles").GetInt64(),
                    Text(evidence, "provenance"),
                    [.. evidence.GetProperty("checks").EnumerateArray().Select(c => c.GetString() ?? "")]));
        }
        catch (JsonException e)
        {
            bool conflict = bytes.Span.IndexOf("<<<<<<<"u8) >= 0;
            error = conflict ? "it holds conflict markers of an unfinished merge" : "it is no valid JSON: " + e.Message;
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            error = "it lacks a field or holds one of another type: " + e.Message;
        }
        return null;
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static void WriteParts(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, string> parts)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in parts) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static ImmutableSortedDictionary<string, string> ReadParts(JsonElement root, string name)
    {
        var parts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty part in root.GetProperty(name).EnumerateObject()) parts[part.Name] = part.Value.GetString() ?? "";
        return parts.ToImmutable();
    }
}
