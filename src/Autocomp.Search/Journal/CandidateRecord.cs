using System.Globalization;
using System.Text.Json;
using Autocomp.Report;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Journal;

/// <summary>One node of a search tree as a record: what reports and people read.</summary>
public static class CandidateRecord
{
    /// <summary>The record's line.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <returns>Bytes that depend on the candidate only.</returns>
    public static byte[] Print(Candidate candidate) => JournalLine.Print("candidate", candidate.Id.ToString(CultureInfo.InvariantCulture), json =>
    {
        json.WriteNumber("id", candidate.Id);
        if (candidate.ParentId is { } parent) json.WriteNumber("parent", parent);
        json.WriteString("origin", candidate.Origin);
        json.WriteString("option", candidate.MenuOption);
        json.WriteString("stage", candidate.Result.Stage.ToString());
        json.WriteNumber("cycles", candidate.Result.Cycles);
        if (candidate.Result.Message.Length > 0) json.WriteString("message", candidate.Result.Message);
        if (candidate.Plan.Length > 0) json.WriteString("plan", candidate.Plan);
        json.WriteString("schedule", candidate.Result.CanonicalText ?? candidate.Text);
    });

    /// <summary>What a report shows of a record.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="KeyNotFoundException">It is another version's.</exception>
    internal static CandidateReport Read(JsonElement record)
    {
        string stage = Text(record, "stage");
        return new(
            record.GetProperty("id").GetInt32(),
            record.TryGetProperty("parent", out JsonElement parent) ? parent.GetInt32() : null,
            Text(record, "origin"),
            Text(record, "option"),
            Text(record, "plan"),
            stage == nameof(EvaluationStage.Accepted),
            stage,
            record.GetProperty("cycles").GetInt64(),
            Text(record, "message"));
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
