using System.Collections.Immutable;
using System.Text.Json;
using Autocomp.Report;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Journal;

/// <summary>Reads what <see cref="JournalWriter"/> wrote, for reports. A damaged or strange line ends the reading; what came before it counts.</summary>
public static class JournalReader
{
    /// <summary>Reads a journal.</summary>
    /// <param name="path">The file; it may be missing.</param>
    /// <returns>Candidates in order of id.</returns>
    public static ImmutableArray<CandidateReport> Read(string path)
    {
        if (!File.Exists(path)) return [];
        ImmutableArray<CandidateReport>.Builder candidates = ImmutableArray.CreateBuilder<CandidateReport>();
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                using JsonDocument document = JsonDocument.Parse(line);
                JsonElement c = document.RootElement;
                string stage = Text(c, "stage");
                candidates.Add(new(
                    c.GetProperty("id").GetInt32(),
                    c.TryGetProperty("parent", out JsonElement parent) ? parent.GetInt32() : null,
                    Text(c, "origin"),
                    Text(c, "option"),
                    Text(c, "plan"),
                    stage == nameof(EvaluationStage.Accepted),
                    stage,
                    c.GetProperty("cycles").GetInt64(),
                    Text(c, "message")));
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Another version's journal: the report goes without the rest of it.
        }

        return candidates.ToImmutable();
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
