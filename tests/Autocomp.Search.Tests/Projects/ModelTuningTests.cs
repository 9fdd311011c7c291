using Autocomp.Search.Projects;

namespace Autocomp.Search.Tests.Projects;

/// <summary>A whole build in mode Tune with a model behind the protocol, and its replay without the server.</summary>
public sealed class ModelTuningTests
{
    [Fact]
    public async Task Tune_WithAServer_KeepsItsGoodAnswerAndReplaysToTheSameBytesWithoutIt()
    {
        using var folder = new TestFolder();
        int implementations = 0;
        PrefixProject project = new(folder.Path, assembly: "Models");
        SortedDictionary<string, string> online;
        Uri endpoint;
        using (var server = new LoopbackModelServer(r => LoopbackModelServer.Response.Text(
            r.User.Contains("# Menu of optimisations", StringComparison.Ordinal) ? "Option: 1\nKeep a running sum."
            : Interlocked.Increment(ref implementations) is 2 ? $"```csharp\n{PrefixProject.Good}\n```"
            : $"```csharp\n// {r.Number}\n{PrefixProject.Good.Replace("int running = 0", "int running = 1", StringComparison.Ordinal)}\n```")))
        {
            endpoint = server.Endpoint;
            BuildOutcome outcome = await TuneAsync();
            outcome.Diagnostics.ShouldBeEmpty(string.Join('\n', outcome.Diagnostics));
            outcome.Succeeded.ShouldBeTrue();
            server.Requests.ShouldContain(r => r.User.Contains("# Menu of optimisations", StringComparison.Ordinal) && r.User.Contains("gemmini-int8-16x16", StringComparison.Ordinal));
            online = project.Artifacts();
        }

        online.Where(f => f.Key.EndsWith(".schedule.cs", StringComparison.Ordinal)).ShouldAllBe(f => f.Value.Contains("running", StringComparison.Ordinal));
        string journal = File.ReadAllText(Directory.GetFiles(DataFolder.Of("Models"), "*.jsonl", SearchOption.AllDirectories).ShouldHaveSingleItem());
        journal.ShouldContain("\"stage\":\"Values\"");
        journal.Split('\n').Where(l => l.Contains("\"stage\":\"Values\"", StringComparison.Ordinal)).ShouldAllBe(l => l.Contains("\"message\":\"", StringComparison.Ordinal) && !l.Contains("\"message\":\"\"", StringComparison.Ordinal));

        project.Clean();
        (await TuneAsync()).Succeeded.ShouldBeTrue();

        project.Artifacts().ShouldBe(online);

        Task<BuildOutcome> TuneAsync() => project.TuneAsync("scripted", s => s with { ModelEndpoint = endpoint.ToString() }, TestContext.Current.CancellationToken);
    }
}
