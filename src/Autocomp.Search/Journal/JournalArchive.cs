using System.Collections.Immutable;
using System.IO.Compression;

namespace Autocomp.Search.Journal;

/// <summary>A folder of search records as one zip archive, safe to take from a stranger: names, kinds and sizes are checked.</summary>
public static class JournalArchive
{
    private const long MostBytes = 1L << 30;
    private const int MostFiles = 200_000;
    private static readonly DateTimeOffset s_epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The records in a folder: paths with forward slashes, in ordinal order.</summary>
    /// <param name="folder">The folder; it may be missing.</param>
    public static ImmutableArray<string> Files(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Where(IsRecord).Order(StringComparer.Ordinal)];

    /// <summary>Writes all records of a folder; the same records give the same bytes.</summary>
    /// <param name="folder">The records.</param>
    /// <param name="archive">The file to write.</param>
    /// <returns>How many were written. Nothing is written when there are none.</returns>
    public static int Export(string folder, string archive)
    {
        ImmutableArray<string> files = Files(folder);
        if (files.IsEmpty) return 0;
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string file in files)
            {
                ZipArchiveEntry entry = zip.CreateEntry(file, CompressionLevel.Optimal);
                entry.LastWriteTime = s_epoch;
                using Stream stream = entry.Open();
                stream.Write(File.ReadAllBytes(Path.Combine(folder, file)));
            }
        }

        AtomicFile.Write(archive, bytes.ToArray());
        return files.Length;
    }

    /// <summary>Adds an archive's records to a folder; a record that is there stays as it is, and a search that both have is joined record by record.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="problem">Why it was refused as a whole, or null.</param>
    /// <returns>How many files were made or grew.</returns>
    public static int Import(string archive, string folder, out string? problem)
    {
        problem = null;
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(archive);
            problem = zip.Entries.FirstOrDefault(e => !IsRecord(e.FullName)) is { } strange ? $"'{archive}' is no archive of search records: it holds '{strange.FullName}'."
                : zip.Entries.Count > MostFiles || zip.Entries.Sum(e => e.Length) > MostBytes ? $"'{archive}' is larger than {MostBytes >> 20} MiB or holds more than {MostFiles} files."
                : null;
            if (problem is not null) return 0;
            int added = 0;
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                string target = Path.Combine(folder, entry.FullName);
                if (File.Exists(target) && !IsJournal(target)) continue;
                // The size in the directory may lie; what is read is bounded by what it claimed.
                byte[] content = new byte[entry.Length];
                using (Stream stream = entry.Open()) stream.ReadExactly(content);
                using IDisposable? turn = new JournalFolder(Path.GetDirectoryName(target)!).TryLock();
                if (turn is null)
                {
                    problem = $"A search writes to '{Path.GetDirectoryName(entry.FullName)}' now; import again when it has ended.";
                    return added;
                }

                if (!File.Exists(target)) AtomicFile.Write(target, content);
                else if (!Join(content, target)) continue;
                added++;
            }

            return added;
        }
        catch (InvalidDataException e)
        {
            problem = $"'{archive}' is no archive of search records: {e.Message}";
            return 0;
        }
    }

    private static bool IsJournal(string file) => file.EndsWith(".jsonl", StringComparison.Ordinal);

    private static bool Join(byte[] content, string target)
    {
        using JournalFile file = new(target, long.MaxValue);
        HashSet<(string, string)> known = [.. JournalLine.In(file.FromStart()).Select(l => (l.Kind, l.Key))];
        bool grew = false;
        using MemoryStream stream = new(content);
        foreach (JournalLine line in JournalLine.In(stream).Where(l => known.Add((l.Kind, l.Key))))
        {
            file.Append(content.AsSpan((int)line.Offset, line.Length + 1), durable: false);
            grew = true;
        }

        return grew;
    }

    // What searches write, and nothing else: no path that leaves the folder, no other kind of file.
    private static bool IsRecord(string name) =>
        name.Split('/').All(part => part.Length > 0 && part[0] != '.' && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        && (IsJournal(name) || name.EndsWith(".json", StringComparison.Ordinal));
}
