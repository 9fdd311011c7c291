using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Search.Journal;

namespace Autocomp.Search.Tests;

/// <summary>An empty folder that goes away with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    private static int s_count;
    private SearchJournal? _journal;

    public TestFolder()
    {
        Path = System.IO.Path.Combine(
            System.IO.Path.GetTempPath(),
            string.Create(CultureInfo.InvariantCulture, $"autocomp-test-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}"));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>Opens the journal of the folder's only search, as the next run of it would: an earlier one is closed.</summary>
    public SearchJournal Journal()
    {
        _journal?.Dispose();
        return _journal = SearchJournal.OpenAsync(new JournalFolder(Path), "search", ImmutableDictionary<string, string>.Empty, CancellationToken.None).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _journal?.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
