using System.Diagnostics;
using System.Globalization;
using Autocomp.Search.Processes;
using Autocomp.Search.Tests.Projects;

namespace Autocomp.Search.Tests.Journal;

/// <summary>A whole search in a process of its own that is killed as no process can prepare for, and started again.</summary>
public sealed class KilledSearchTests
{
    private const int Slots = 8;
    private const int Kills = 3;

    /// <summary>Another seed kills at other moments: <c>AUTOCOMP_KILL_SEED</c>.</summary>
    [Fact]
    public async Task Tune_KilledAtRandomMoments_EndsWithTheSameBytesAndRepeatsNoAnsweredRequest()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("AUTOCOMP_KILL_SEED") ?? "1", CultureInfo.InvariantCulture);
        // One script for both, because its path is the model's name and the model's name is in the evidence.
        using TestFolder script = new(), whole = new(), parts = new();
        ScriptedCommand model = new(script.Path);
        (await RunAsync(whole.Path, model)).ShouldBe(0);
        string[] once = model.Asked;
        int lines = Lines(whole.Path);
        Random random = new(seed);
        int killed = 0;
        foreach (int at in Enumerable.Range(0, Kills).Select(_ => random.Next(2, lines - 2)).Order().ToArray())
        {
            if (await RunAsync(parts.Path, model, at) == 137) killed++;
        }

        (await RunAsync(parts.Path, model)).ShouldBe(0);

        killed.ShouldBe(Kills);
        new PrefixProject(parts.Path).Artifacts().ShouldBe(new PrefixProject(whole.Path).Artifacts());
        Dictionary<string, int> expected = Counts(once), actual = Counts(model.Asked[once.Length..]);
        actual.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Keys.Order(StringComparer.Ordinal));
        // Requests that were under way when the process was killed are asked again; nothing else is.
        actual.Sum(a => a.Value - expected[a.Key]).ShouldBeInRange(0, killed * Slots);
        string[] records = File.ReadAllLines(JournalOf(parts.Path));
        records.Where(r => r.StartsWith("{\"record\":\"reply\"", StringComparison.Ordinal)).Select(r => r[..100]).ShouldBeUnique();
        int replies = records.Count(r => r.StartsWith("{\"record\":\"reply\"", StringComparison.Ordinal));
        int requests = records.Count(r => r.StartsWith("{\"record\":\"request\"", StringComparison.Ordinal));
        replies.ShouldBe(once.Length);
        requests.ShouldBeInRange(replies, replies + killed * Slots);

        model.Remove();
        new PrefixProject(parts.Path).Clean();
        (await RunAsync(parts.Path, model)).ShouldBe(0);
        new PrefixProject(parts.Path).Artifacts().ShouldBe(new PrefixProject(whole.Path).Artifacts());
    }

    private static Dictionary<string, int> Counts(IEnumerable<string> prompts) => prompts.CountBy(p => p).ToDictionary(StringComparer.Ordinal);

    private static string JournalOf(string folder) => Directory.GetFiles(Path.Combine(folder, "data"), "*.jsonl", SearchOption.AllDirectories).ShouldHaveSingleItem();

    private static int Lines(string folder) => Directory.Exists(Path.Combine(folder, "data")) && Directory.GetFiles(Path.Combine(folder, "data"), "*.jsonl", SearchOption.AllDirectories) is [var file] ? File.ReadLines(file).Count() : 0;

    /// <summary>Runs the search, and kills it when its journal has so many lines.</summary>
    private static async Task<int> RunAsync(string folder, ScriptedCommand model, int killAt = int.MaxValue)
    {
        EvaluatorLaunch launch = TestChild.Launch("tune", folder, model.Model);
        ProcessStartInfo start = new(launch.FileName, launch.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AUTOCOMP_DATA"] = Path.Combine(folder, "data");
        start.Environment["AUTOCOMP_ALLOW_COMMAND"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!process.HasExited)
        {
            if (Lines(folder) >= killAt) process.Kill();
            await Task.Delay(killAt == int.MaxValue ? 50 : 2, TestContext.Current.CancellationToken);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        (process.ExitCode is 0 or 137).ShouldBeTrue(await output + await error);
        return process.ExitCode;
    }
}
