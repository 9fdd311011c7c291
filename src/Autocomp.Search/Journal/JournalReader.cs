using System.Collections.Immutable;
using System.Text.Json;
using Autocomp.Report;

namespace Autocomp.Search.Journal;

/// <summary>Reads the tree of a kernel's last search, for reports. What is damaged is passed over.</summary>
public static class JournalReader
{
    /// <summary>Reads the journal of the search that ran last.</summary>
    /// <param name="folder">The kernel's journals; there may be none.</param>
    /// <returns>Candidates in order of id, each as it was recorded last.</returns>
    public static ImmutableArray<CandidateReport> Read(JournalFolder folder)
    {
        try
        {
            return folder.Journals.FirstOrDefault() is { } last ? Read(last) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Counts a journal's records by kind.</summary>
    /// <param name="file">The journal.</param>
    /// <returns>How many of each kind there are; a kind that is absent has none.</returns>
    public static IReadOnlyDictionary<string, int> Count(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return JournalLine.In(stream).DistinctBy(l => (l.Kind, l.Key)).CountBy(l => l.Kind).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether a search has found a schedule.</summary>
    /// <param name="folder">The kernel's journals.</param>
    /// <param name="search">The key of the search.</param>
    /// <param name="schedule">The schedule.</param>
    internal static bool Holds(JournalFolder folder, string search, string schedule)
    {
        try
        {
            return Holds(folder.FileOf(search), schedule);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Holds(string file, string schedule)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        string wanted = schedule.Trim();
        return JournalLine.In(stream).Where(l => l.Kind == "candidate").ToArray().Any(l => Parse(stream, l, r => r.GetProperty("schedule").GetString()?.Trim() == wanted));
    }

    private static ImmutableArray<CandidateReport> Read(FileInfo journal)
    {
        using FileStream stream = journal.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        SortedDictionary<int, CandidateReport> candidates = [];
        int most = int.MaxValue;
        JournalLine[] lines = [.. JournalLine.In(stream).Where(l => l.Kind is "candidate" or "end")];
        foreach (JournalLine line in lines)
        {
            // A run that ended says how many there are; one that went on after it may have more.
            if (line.Kind == "end") most = Parse(stream, line, r => r.GetProperty("candidates").GetInt32());
            else if (Parse(stream, line, CandidateRecord.Read) is { } candidate) (candidates[candidate.Id], most) = (candidate, int.MaxValue);
        }

        return [.. candidates.Values.TakeWhile(c => c.Id < most)];
    }

    private static T? Parse<T>(FileStream stream, JournalLine line, Func<JsonElement, T> read)
    {
        byte[] bytes = new byte[line.Length];
        stream.Position = line.Offset;
        stream.ReadExactly(bytes);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Another version's record.
            return default;
        }
    }
}
