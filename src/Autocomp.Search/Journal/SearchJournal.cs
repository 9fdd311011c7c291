using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Models;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Journal;

/// <summary>The record of one search as it happens: every prompt, reply, evaluation and candidate, each written before the search goes on.</summary>
/// <remarks>
/// Killed at any moment, a search that is started again finds here what it has paid for and measured: requests are repeated only when
/// their reply had not come. Replies and evaluations of the kernel's other searches are found too. What is there is not written again,
/// so that a replay adds only its end. A journal that cannot be written costs the replay, never the search.
/// </remarks>
public sealed class SearchJournal : IDisposable
{
    private readonly Dictionary<(string Kind, string Key), (string Path, JournalLine Line)> _index = [];
    private readonly Dictionary<int, string> _candidates = [];
    private readonly SortedDictionary<int, TimeSpan> _waves = [];
    private readonly Lock _gate = new();
    private readonly string _path;
    private IDisposable? _turn;
    private JournalFile? _file;

    private SearchJournal(string path) => _path = path;

    /// <summary>Records that could not be written.</summary>
    public int Lost { get; private set; }

    /// <summary>Why the first of them could not, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>At which wave of requests the clock ended this search, or null.</summary>
    public int? Stop { get; private set; }

    /// <summary>Opens the journal of a search, waiting for another search of the same kernel to end.</summary>
    /// <param name="folder">The kernel's journals.</param>
    /// <param name="search">What makes it the same search: everything that decides its course.</param>
    /// <param name="facts">The same in clear text.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The journal; one that records nothing when there is no writing in the folder.</returns>
    public static async Task<SearchJournal> OpenAsync(JournalFolder folder, string search, IReadOnlyDictionary<string, string> facts, CancellationToken cancellation)
    {
        SearchJournal journal = new(folder.FileOf(search));
        try
        {
            journal._turn = await folder.LockAsync(cancellation).ConfigureAwait(false);
            folder.Trim(search);
            journal._file = new JournalFile(journal._path, folder.MostBytes / 2);
            journal.Learn(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            journal.Lose(e);
        }

        journal.Add("search", search, json =>
        {
            foreach ((string name, string value) in facts) json.WriteString(name, value);
        });
        return journal;
    }

    /// <summary>A reply that came before.</summary>
    /// <param name="key">The request's key.</param>
    public ModelReply? FindReply(string key) => Find("reply", key, r => new ModelReply(r.GetProperty("text").GetString()!, r.GetProperty("inputTokens").GetInt64(), r.GetProperty("outputTokens").GetInt64()));

    /// <summary>An evaluation that was made before.</summary>
    /// <param name="key">Its key.</param>
    internal EvaluationResult? FindEvaluation(string key) => Find("evaluation", key, r => r.GetProperty("result").Deserialize<EvaluationResult>(WireJson.Options));

    /// <summary>Records a request before it is made, each time that it is made: one that was under way when the process was killed stands here twice.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="model">Who is asked.</param>
    /// <param name="request">What.</param>
    public void AddRequest(string key, string model, ModelRequest request)
    {
        byte[] line = JournalLine.Print("request", key, json =>
        {
            json.WriteString("model", model);
            json.WriteNumber("ordinal", request.Ordinal);
            if (request.Temperature is { } temperature) json.WriteNumber("temperature", temperature);
            json.WriteNumber("maxOutputTokens", request.MaxOutputTokens);
            json.WriteString("system", request.System);
            json.WriteString("user", request.User);
        });
        lock (_gate) Append(line, isDurable: false);
    }

    /// <summary>Records a reply.</summary>
    /// <param name="key">The request's key.</param>
    /// <param name="reply">The reply; a failed one is not recorded, so that it is asked for again.</param>
    public void AddReply(string key, ModelReply reply)
    {
        if (reply.Error is not null) return;
        Add("reply", key, isDurable: true, content: json =>
        {
            json.WriteNumber("inputTokens", reply.InputTokens);
            json.WriteNumber("outputTokens", reply.OutputTokens);
            json.WriteString("text", reply.Text);
        });
    }

    /// <summary>Records an evaluation.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="request">What was evaluated.</param>
    /// <param name="result">What became of it. Its timeline is left out.</param>
    internal void AddEvaluation(string key, EvaluationRequest request, EvaluationResult result)
    {
        EvaluationResult kept = result with { Profile = result.Profile is { } profile ? profile with { Timeline = null } : null, Evidence = result.Evidence.IsDefault ? [] : result.Evidence };
        Add("evaluation", key, json =>
        {
            json.WriteNumber("candidate", request.CandidateId);
            json.WriteString("trials", request.Trials.ToString());
            json.WritePropertyName("result");
            JsonSerializer.Serialize(json, kept, WireJson.Options);
        });
    }

    /// <summary>Records a candidate, or what acceptance made of it.</summary>
    /// <param name="candidate">The candidate.</param>
    public void AddCandidate(Candidate candidate)
    {
        byte[] line = CandidateRecord.Print(candidate);
        string hash = Hash(line);
        lock (_gate)
        {
            if (_candidates.TryGetValue(candidate.Id, out string? known) && known == hash) return;
            _candidates[candidate.Id] = hash;
            Append(line, isDurable: false);
        }
    }

    /// <summary>How much of the time budget had passed when a wave of requests began in an earlier run of this search; zero when it did not get there.</summary>
    /// <param name="wave">The wave, from 1.</param>
    public TimeSpan Elapsed(int wave) => _waves.GetValueOrDefault(wave);

    /// <summary>Records when a wave of requests began.</summary>
    /// <param name="wave">The wave, from 1.</param>
    /// <param name="elapsed">Time since the search began.</param>
    public void AddWave(int wave, TimeSpan elapsed)
    {
        if (_waves.TryAdd(wave, elapsed)) Add("wave", Text(wave), json => json.WriteNumber("milliseconds", (long)elapsed.TotalMilliseconds));
    }

    /// <summary>Records that the clock ended the search, so that a replay ends there too.</summary>
    /// <param name="wave">The wave whose replies are not used.</param>
    public void AddStop(int wave)
    {
        if (Stop is not null) return;
        Stop = wave;
        Add("stop", Text(wave), _ => { });
    }

    /// <summary>The recipe that this search begins with: none of any length when it was found to have none, null when it has not come so far.</summary>
    public Recipe? Recipe => Find("recipe", "options", r => new Recipe([.. r.GetProperty("options").EnumerateArray().Select(o => o.GetString()!)]));

    /// <summary>Records the recipe that the search begins with.</summary>
    /// <param name="recipe">The recipe, perhaps empty.</param>
    public void AddRecipe(Recipe recipe) => Add("recipe", "options", json =>
    {
        json.WriteStartArray("options");
        foreach (string option in recipe.Options) json.WriteStringValue(option);
        json.WriteEndArray();
    });

    /// <summary>Records the end of a run of the search.</summary>
    /// <param name="outcome">What it found.</param>
    public void AddEnd(SearchOutcome outcome)
    {
        lock (_gate)
        {
            Append(
                JournalLine.Print("end", outcome.StoppedBecause, json =>
                {
                    json.WriteNumber("candidates", outcome.Candidates.Length);
                    json.WriteNumber("evaluations", outcome.Evaluations);
                    if (outcome.Best is { } best) json.WriteNumber("best", best.Id);
                }),
                isDurable: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _turn?.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Others first, so that this search's own records count where both have one.
    private void Learn(JournalFolder folder)
    {
        foreach (FileInfo other in folder.Journals.Where(j => j.FullName != Path.GetFullPath(_path)).Reverse())
        {
            using FileStream stream = other.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            foreach (JournalLine line in JournalLine.In(stream).Where(l => l.Kind is "reply" or "evaluation")) _index[(line.Kind, line.Key)] = (other.FullName, line);
        }

        foreach (JournalLine line in JournalLine.In(_file!.FromStart()).ToImmutableArray())
        {
            _index[(line.Kind, line.Key)] = (_path, line);
            if (!int.TryParse(line.Key, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) continue;
            if (line.Kind == "candidate") _candidates[number] = Hash([.. _file.Read(line.Offset, line.Length), (byte)'\n']);
            if (line.Kind == "wave") _waves[number] = Find("wave", line.Key, r => (TimeSpan?)TimeSpan.FromMilliseconds(r.GetProperty("milliseconds").GetInt64())) ?? default;
            if (line.Kind == "stop") Stop = number;
        }
    }

    private static string Hash(byte[] line) => Convert.ToHexString(SHA256.HashData(line));

    private T? Find<T>(string kind, string key, Func<JsonElement, T?> read)
    {
        try
        {
            lock (_gate)
            {
                if (!_index.TryGetValue((kind, key), out (string Path, JournalLine Line) place)) return default;
                byte[] bytes = place.Path == _path ? _file!.Read(place.Line.Offset, place.Line.Length) : Read(place.Path, place.Line);
                using JsonDocument document = JsonDocument.Parse(bytes);
                return read(document.RootElement);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Damaged, or dropped since: as if it had never been there.
            return default;
        }
    }

    private static byte[] Read(string path, JournalLine line)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[line.Length];
        stream.Position = line.Offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private void Add(string kind, string key, Action<Utf8JsonWriter> content, bool isDurable = false)
    {
        byte[] line = JournalLine.Print(kind, key, content);
        lock (_gate)
        {
            if (_index.TryGetValue((kind, key), out (string Path, JournalLine Line) known) && known.Path == _path) return;
            if (Append(line, isDurable) is { } offset) _index[(kind, key)] = (_path, new(kind, key, offset, line.Length - 1));
        }
    }

    private long? Append(byte[] line, bool isDurable)
    {
        try
        {
            if (_file is not null) return _file.Append(line, isDurable);
            Lost++;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Lose(e);
        }

        return null;
    }

    private void Lose(Exception e)
    {
        Lost++;
        Problem ??= e.Message;
    }
}
