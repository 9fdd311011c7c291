using System.Diagnostics;
using System.Globalization;
using Autocomp.Search.Journal;
using Autocomp.Search.Processes;
using Autocomp.Search.Tests.Projects;

namespace Autocomp.Search.Tests.Journal;

/// <summary>A whole search in a process of its own that is killed as no process can prepare for, and started again.</summary>
public sealed class KilledSearchTests(KilledSearchTests.Uninterrupted uninterrupted) : IClassFixture<KilledSearchTests.Uninterrupted>
{
    private const int Slots = 8;
    private const int Kills = 2;

    /// <summary>Another seed kills at other moments: <c>AUTOCOMP_KILL_SEED</c>.</summary>
    [Fact]
    public async Task Tune_KilledAtRandomMoments_EndsWithTheSameBytesAndRepeatsNoAnsweredRequest()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("AUTOCOMP_KILL_SEED") ?? "1", CultureInfo.InvariantCulture);
        using TestFolder parts = new();
        (ScriptedCommand model, string[] once, int before) = (uninterrupted.Model, uninterrupted.Asked, uninterrupted.Model.Asked.Length);
        int lines = Lines(uninterrupted.Folder);
        Random random = new(seed);
        int killed = 0;
        foreach (int at in Enumerable.Range(0, Kills).Select(_ => random.Next(2, lines - 2)).Order().ToArray())
        {
            if (await RunAsync(parts.Path, model, at) == 137) killed++;
        }

        (await RunAsync(parts.Path, model)).ShouldBe(0);

        killed.ShouldBe(Kills);
        new PrefixProject(parts.Path).Artifacts().ShouldBe(uninterrupted.Artifacts);
        Dictionary<string, int> expected = Counts(once), actual = Counts(model.Asked[before..]);
        actual.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Keys.Order(StringComparer.Ordinal));
        // Requests that were under way when the process was killed are asked again; nothing else is.
        actual.Sum(a => a.Value - expected[a.Key]).ShouldBeInRange(0, killed * Slots);
        string[] records = File.ReadAllLines(JournalOf(parts.Path));
        records.Where(r => r.StartsWith("{\"record\":\"reply\"", StringComparison.Ordinal)).Select(r => r[..100]).ShouldBeUnique();
        int replies = records.Count(r => r.StartsWith("{\"record\":\"reply\"", StringComparison.Ordinal));
        int requests = records.Count(r => r.StartsWith("{\"record\":\"request\"", StringComparison.Ordinal));
        replies.ShouldBe(once.Length);
        requests.ShouldBeInRange(replies, replies + killed * Slots);

        new PrefixProject(parts.Path).Clean();
        int asked = model.Asked.Length;
        using (model.Remove()) (await RunAsync(parts.Path, model)).ShouldBe(0);
        model.Asked.Length.ShouldBe(asked);
        new PrefixProject(parts.Path).Artifacts().ShouldBe(uninterrupted.Artifacts);
    }

    [Fact]
    public async Task Tune_EvaluatorsKilled_EndsWithTheSameBytes()
    {
        using TestFolder killed = new();
        // By then every child has served others, so that its death says nothing about the candidate that it had.
        int victims = 0;
        (await RunAsync(killed.Path, uninterrupted.Model, during: (process, lines) =>
        {
            if (victims > 0 || lines < 30) return;
            foreach (int child in Evaluators(process.Id))
            {
                Process.GetProcessById(child).Kill();
                victims++;
            }
        })).ShouldBe(0);

        victims.ShouldBeGreaterThan(0);
        new PrefixProject(killed.Path).Artifacts().ShouldBe(uninterrupted.Artifacts);
    }

    [Fact]
    public async Task Tune_NoRoomForTheJournal_EndsWithTheSameBytesAndResumesFromWhatWasRecorded()
    {
        using TestFolder full = new();
        (ScriptedCommand model, int once, int before) = (uninterrupted.Model, uninterrupted.Asked.Length, uninterrupted.Model.Asked.Length);

        (await RunAsync(full.Path, model, blocks: 2 * new FileInfo(JournalOf(uninterrupted.Folder)).Length / 3 / 512)).ShouldBe(0);
        new PrefixProject(full.Path).Artifacts().ShouldBe(uninterrupted.Artifacts);
        model.Asked.Length.ShouldBe(before + once);
        int kept = JournalReader.Count(JournalOf(full.Path))["reply"];
        kept.ShouldBeInRange(1, once - 1);

        new PrefixProject(full.Path).Clean();
        (await RunAsync(full.Path, model)).ShouldBe(0);
        new PrefixProject(full.Path).Artifacts().ShouldBe(uninterrupted.Artifacts);
        model.Asked.Length.ShouldBe(before + (2 * once) - kept);
    }

    private static IEnumerable<int> Evaluators(int parent) => Directory.GetDirectories("/proc").Select(d => Path.GetFileName(d)!).Where(d => char.IsAsciiDigit(d[0])).Where(d => IsEvaluator(d, parent)).Select(d => int.Parse(d, CultureInfo.InvariantCulture));

    private static bool IsEvaluator(string process, int parent)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").EndsWith("\0evaluator\0", StringComparison.Ordinal)
                && File.ReadLines($"/proc/{process}/status").Contains(string.Create(CultureInfo.InvariantCulture, $"PPid:\t{parent}"));
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static Dictionary<string, int> Counts(IEnumerable<string> prompts) => prompts.CountBy(p => p).ToDictionary(StringComparer.Ordinal);

    private static string JournalOf(string folder) => Directory.GetFiles(Path.Combine(folder, "data"), "*.jsonl", SearchOption.AllDirectories).ShouldHaveSingleItem();

    private static int Lines(string folder) => Directory.Exists(Path.Combine(folder, "data")) && Directory.GetFiles(Path.Combine(folder, "data"), "*.jsonl", SearchOption.AllDirectories) is [var file] ? File.ReadLines(file).Count() : 0;

    /// <summary>Runs the search in a process of its own.</summary>
    /// <param name="folder">The project.</param>
    /// <param name="model">The model.</param>
    /// <param name="killAt">Records of the journal at which it is killed.</param>
    /// <param name="during">Called again and again while it runs, with the records so far.</param>
    /// <param name="blocks">Most blocks of 512 bytes that a file may have, as a full disk would allow; 0 for any number.</param>
    private static async Task<int> RunAsync(string folder, ScriptedCommand model, int killAt = int.MaxValue, Action<Process, int>? during = null, long blocks = 0)
    {
        EvaluatorLaunch launch = TestChild.Launch("tune", folder, model.Model);
        string limited = $"trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"";
        ProcessStartInfo start = blocks == 0 ? new(launch.FileName, launch.Arguments) : new("sh", ["-c", limited, launch.FileName, .. launch.Arguments]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.Environment["AUTOCOMP_DATA"] = Path.Combine(folder, "data");
        start.Environment["AUTOCOMP_ALLOW_COMMAND"] = "1";
        // The runtime's doubly mapped code lies in a file of gigabytes.
        if (blocks > 0) start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!process.HasExited)
        {
            int lines = Lines(folder);
            during?.Invoke(process, lines);
            if (lines >= killAt) process.Kill();
            await Task.Delay(killAt == int.MaxValue && during is null ? 50 : 2, TestContext.Current.CancellationToken);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        (process.ExitCode is 0 or 137).ShouldBeTrue(await output + await error);
        return process.ExitCode;
    }

    /// <summary>The same search that nothing disturbs. One script for all, because its path is the model's name and the model's name is in the evidence.</summary>
    public sealed class Uninterrupted : IAsyncLifetime
    {
        private readonly TestFolder _script = new(), _project = new();

        internal ScriptedCommand Model { get; private set; } = null!;

        public string Folder => _project.Path;

        public string[] Asked { get; private set; } = [];

        public SortedDictionary<string, string> Artifacts { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            Model = new(_script.Path);
            (await RunAsync(Folder, Model)).ShouldBe(0);
            (Asked, Artifacts) = (Model.Asked, new PrefixProject(Folder).Artifacts());
        }

        public ValueTask DisposeAsync()
        {
            _script.Dispose();
            _project.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
