using System.Collections.Immutable;

namespace Autocomp.Search.Journal;

/// <summary>The journals of one kernel: a file a search. Old searches are dropped whole when they are too large together.</summary>
/// <param name="Path">The folder, named after the kernel and its target.</param>
public sealed record JournalFolder(string Path)
{
    /// <summary>Most bytes of all searches of a kernel together; a single search may have half of it.</summary>
    /// <value>Default 256 MiB: a search with 60 samples has about 5.</value>
    public long MostBytes { get; init; } = 256L << 20;

    /// <summary>Its journals, the one that was written last first.</summary>
    internal ImmutableArray<FileInfo> Journals => !Directory.Exists(Path)
        ? []
        : [.. new DirectoryInfo(Path).EnumerateFiles("*.jsonl").OrderByDescending(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>Where a search's journal lies.</summary>
    /// <param name="search">The key of the search.</param>
    internal string FileOf(string search) => System.IO.Path.Combine(Path, search + ".jsonl");

    /// <summary>Takes the folder for one search: two builds that search the same kernel at once take turns, so that neither repeats a request of the other.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Dispose it to let the next one in.</returns>
    /// <exception cref="IOException">There is no writing here.</exception>
    internal async Task<IDisposable> LockAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (TryLock() is { } taken) return taken;
            await Task.Delay(100, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the folder, or gives null while a search has it.</summary>
    /// <exception cref="IOException">There is no writing here.</exception>
    internal IDisposable? TryLock()
    {
        Directory.CreateDirectory(Path);
        try
        {
            // Gone with the process that holds it, however that ends.
            return new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsTaken(e))
        {
            return null;
        }
    }

    /// <summary>Drops the oldest searches until those that are not asked for have at most half of the room.</summary>
    /// <param name="search">The key of the search that stays whatever its size.</param>
    internal void Trim(string search)
    {
        long total = 0;
        foreach (FileInfo journal in Journals.Where(j => j.FullName != System.IO.Path.GetFullPath(FileOf(search))))
        {
            total += journal.Length;
            if (total > MostBytes / 2) journal.Delete();
        }
    }

    // The same words for 'in use' on Linux (EAGAIN), macOS (EWOULDBLOCK) and Windows (sharing violation).
    private static bool IsTaken(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
