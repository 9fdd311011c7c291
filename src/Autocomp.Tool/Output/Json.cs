using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Autocomp.Tool.Output;

/// <summary>What <c>--json</c> prints: one document on standard output, indented, keys in a fixed order; messages for people go to standard error.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions s_layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints a document.</summary>
    public static void Print(JsonNode document) => Console.Out.WriteLine(document.ToJsonString(s_layout));

    /// <summary>An array of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    /// <summary>An array of objects.</summary>
    public static JsonArray Array(IEnumerable<JsonNode> nodes) => [.. nodes];
}
