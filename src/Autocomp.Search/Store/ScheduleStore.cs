using System.Collections.Immutable;
using System.Text;

namespace Autocomp.Search.Store;

/// <summary>A folder of schedules with their evidence, meant to be committed: per kernel, specialisation and target a <c>.schedule.cs</c> and a <c>.json</c>.</summary>
/// <remarks>Safe for several builds at once: files are replaced whole, a pair under a lock file. A damaged entry is a state with a reason, never an exception.</remarks>
/// <param name="folder">The folder; made when something is saved.</param>
public sealed class ScheduleStore(string folder)
{
    private const int LockAttempts = 200;
    private const int ReadAttempts = 20;
    private static readonly TimeSpan s_lockPause = TimeSpan.FromMilliseconds(25);

    private string LockPath => Path.Combine(folder, ".lock");

    /// <summary>Where the schedule of an identity is or would be.</summary>
    public string SchedulePath(KernelIdentity identity) => Path.Combine(folder, identity.FileName + ".schedule.cs");

    /// <summary>Where its facts are or would be.</summary>
    public string FactsPath(KernelIdentity identity) => Path.Combine(folder, identity.FileName + ".json");

    /// <summary>File names without extension of everything stored, in ordinal order.</summary>
    public ImmutableArray<string> Names()
    {
        if (!Directory.Exists(folder)) return [];
        return
        [
            .. Directory.EnumerateFiles(folder, "*.schedule.cs")
                .Select(p => Path.GetFileName(p)[..^".schedule.cs".Length])
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Looks an entry up and judges it.</summary>
    /// <param name="identity">What the kernel means now.</param>
    /// <param name="now">Versions and settings now.</param>
    public StoredEntry Find(KernelIdentity identity, Freshness now)
    {
        Pair pair = ReadPair(identity);
        StoredEntry entry = Judge(identity, now, pair);
        // Another build may have replaced one file between the two reads, or be about to replace the other: only a pair that stands still is judged.
        for (int i = 0; i < LockAttempts && entry.State is EntryState.Edited or EntryState.Invalid; i++)
        {
            bool busy = File.Exists(LockPath);
            if (busy) Thread.Sleep(s_lockPause);
            Pair again = ReadPair(identity);
            if (!busy && again.Equals(pair)) break;
            pair = again;
            entry = Judge(identity, now, pair);
        }
        return entry;
    }

    /// <summary>Stores a schedule, replacing an earlier one.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Save(KernelIdentity identity, Freshness freshness, string scheduleText, EntryEvidence evidence)
    {
        string text = scheduleText.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        var facts = new EntryFile(
            identity.Kernel, identity.Specialization, identity.Target, ScheduleFingerprint.Of(text), identity.Meaning, freshness.Parts(), evidence);
        Directory.CreateDirectory(folder);
        using FileStream pair = Lock();
        AtomicFile.Write(SchedulePath(identity), Encoding.UTF8.GetBytes(text));
        AtomicFile.Write(FactsPath(identity), facts.Write());
    }

    /// <summary>Deletes an entry. Deleting what is not there is no error.</summary>
    /// <param name="name">Its file name without extension, from <see cref="Names"/>.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Delete(string name)
    {
        using FileStream pair = Lock();
        File.Delete(Path.Combine(folder, name + ".schedule.cs"));
        File.Delete(Path.Combine(folder, name + ".json"));
    }

    private Pair ReadPair(KernelIdentity identity)
    {
        byte[]? schedule = ReadIfPresent(SchedulePath(identity), out string scheduleError);
        byte[]? json = ReadIfPresent(FactsPath(identity), out string factsError);
        return new(schedule, json, scheduleError + factsError);
    }

    private StoredEntry Judge(KernelIdentity identity, Freshness now, Pair pair)
    {
        string path = SchedulePath(identity);
        (byte[]? schedule, byte[]? json) = (pair.Schedule, pair.Facts);
        if (pair.Error.Length > 0) return Invalid(pair.Error, null);
        if (schedule is null && json is null) return new(EntryState.Missing, [], path, null, null);
        string name = Path.GetFileName(FactsPath(identity));
        if (schedule is null) return Invalid($"{Path.GetFileName(path)} is missing beside {name}", null);
        string text = Encoding.UTF8.GetString(schedule);
        if (json is null) return Invalid($"{name} is missing beside {Path.GetFileName(path)}", text);
        if (EntryFile.Read(json, out string error) is not { } facts) return Invalid($"{name} cannot be read: {error}", text);
        if (facts.Kernel != identity.Kernel || facts.Specialization != identity.Specialization || facts.Target != identity.Target)
            return Invalid($"{name} is for {facts.Kernel}({facts.Specialization}) on {facts.Target}", text);
        ImmutableArray<string> meaning = Differences(facts.Meaning, identity.Meaning);
        if (!meaning.IsEmpty) return new(EntryState.Invalid, meaning, path, text, facts.Evidence);
        if (ScheduleFingerprint.Of(text) != facts.Fingerprint)
            return new(EntryState.Edited, ["it is not the schedule that its record was made for"], path, text, facts.Evidence);
        ImmutableArray<string> freshness = Differences(facts.Freshness, now.Parts());
        return new(freshness.IsEmpty ? EntryState.Valid : EntryState.Old, freshness, path, text, facts.Evidence);

        StoredEntry Invalid(string reason, string? scheduleText) => new(EntryState.Invalid, [reason], path, scheduleText, null);
    }

    private static byte[]? ReadIfPresent(string path, out string error)
    {
        error = "";
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"{Path.GetFileName(path)} cannot be read: {e.Message}";
            return null;
        }
    }

    private static ImmutableArray<string> Differences(ImmutableSortedDictionary<string, string> stored, ImmutableSortedDictionary<string, string> now)
    {
        var reasons = ImmutableArray.CreateBuilder<string>();
        foreach (string part in stored.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            string? was = stored.GetValueOrDefault(part);
            string? has = now.GetValueOrDefault(part);
            if (was == has) continue;
            reasons.Add((was, has) switch
            {
                (null, _) => $"{part} is new: {has}",
                (_, null) => $"{part} is gone: it was {was}",
                _ when part == "body" => "the body of the kernel or of a method that it calls changed",
                _ => $"{part} changed from {was} to {has}",
            });
        }
        return reasons.ToImmutable();
    }

    // Opened without sharing, so that one process at a time holds it; gone when that process ends, however it ends.
    private FileStream Lock()
    {
        for (int i = 1; ; i++)
        {
            try
            {
                return new FileStream(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (i < LockAttempts)
            {
                Thread.Sleep(s_lockPause);
            }
        }
    }

    // Both files of an entry as they were read, one after the other.
    private sealed record Pair(byte[]? Schedule, byte[]? Facts, string Error)
    {
        public bool Equals(Pair? other) => other is not null && Error == other.Error && Same(Schedule, other.Schedule) && Same(Facts, other.Facts);

        public override int GetHashCode() => (Schedule?.Length, Facts?.Length, Error).GetHashCode();

        private static bool Same(byte[]? a, byte[]? b) => a is null ? b is null : b is not null && a.AsSpan().SequenceEqual(b);
    }
}
