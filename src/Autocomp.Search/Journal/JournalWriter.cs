using System.Text.Json;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Journal;

/// <summary>Writes one search's tree as JSON lines, one candidate a line in order of id: the record that reports and people read.</summary>
public static class JournalWriter
{
    /// <summary>Prints a search.</summary>
    /// <param name="outcome">The search.</param>
    /// <returns>Text that depends on the search only.</returns>
    public static string Print(SearchOutcome outcome)
    {
        using var buffer = new MemoryStream();
        foreach (Candidate candidate in outcome.Candidates)
        {
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                json.WriteNumber("id", candidate.Id);
                if (candidate.ParentId is { } parent) json.WriteNumber("parent", parent);
                json.WriteString("origin", candidate.Origin);
                json.WriteString("option", candidate.MenuOption);
                json.WriteString("stage", candidate.Result.Stage.ToString());
                json.WriteNumber("cycles", candidate.Result.Cycles);
                if (candidate.Result.Message.Length > 0) json.WriteString("message", candidate.Result.Message);
                if (candidate.Plan.Length > 0) json.WriteString("plan", candidate.Plan);
                json.WriteString("schedule", candidate.Result.CanonicalText ?? candidate.Text);
                json.WriteEndObject();
            }

            buffer.WriteByte((byte)'\n');
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
