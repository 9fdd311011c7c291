using Autocomp.Search.Projects;

namespace Autocomp.Search.Tests.Projects;

/// <summary>A whole build in mode Tune with a model behind the protocol, and its replay without the server.</summary>
public sealed class ModelTuningTests
{
    // Quadratic as written; no matrix product, so that the built-in proposer has nothing to offer and the model's answer must win.
    private const string Source =
        """
        using System;
        using Autocomp;
        namespace Sample;
        public static class Sums
        {
            [Kernel]
            public static void Prefix([Shape("48")] ReadOnlySpan<int> x, [Output, Shape("48")] Span<int> y)
            {
                for (int i = 0; i < 48; i++)
                {
                    int sum = 0;
                    for (int p = 0; p <= i; p++) sum += x[p];
                    y[i] = sum;
                }
            }
        }
        """;

    private const string Good =
        """
        internal static unsafe class Schedule
        {
            internal static void Prefix(int* x, int* y)
            {
                int running = 0;
                for (int i = 0; i < 48; i++)
                {
                    running += x[i];
                    y[i] = running;
                }
            }
        }
        """;

    [Fact]
    public async Task Tune_WithAServer_KeepsItsGoodAnswerAndReplaysToTheSameBytesWithoutIt()
    {
        using var folder = new TestFolder();
        string? before = Environment.GetEnvironmentVariable("AUTOCOMP_DATA");
        Environment.SetEnvironmentVariable("AUTOCOMP_DATA", Path.Combine(folder.Path, "data"));
        try
        {
            int implementations = 0;
            Dictionary<string, string> online;
            Uri endpoint;
            using (var server = new LoopbackModelServer(r => LoopbackModelServer.Response.Text(
                r.User.Contains("# Menu of optimisations", StringComparison.Ordinal) ? "Option: 1\nKeep a running sum."
                : Interlocked.Increment(ref implementations) is 2 ? $"```csharp\n{Good}\n```"
                : $"```csharp\n// {r.Number}\n{Good.Replace("int running = 0", "int running = 1", StringComparison.Ordinal)}\n```")))
            {
                endpoint = server.Endpoint;
                BuildOutcome outcome = await BuildAsync(folder.Path, endpoint);
                outcome.Diagnostics.ShouldBeEmpty(string.Join('\n', outcome.Diagnostics));
                outcome.Succeeded.ShouldBeTrue();
                server.Requests.ShouldContain(r => r.User.Contains("# Menu of optimisations", StringComparison.Ordinal) && r.User.Contains("gemmini-int8-16x16", StringComparison.Ordinal));
                online = Artifacts(folder.Path);
            }

            online.Where(f => f.Key.EndsWith(".schedule.cs", StringComparison.Ordinal)).ShouldAllBe(f => f.Value.Contains("running", StringComparison.Ordinal));
            string journal = File.ReadAllText(Directory.GetFiles(Path.Combine(folder.Path, "data"), "Sample_*.journal.jsonl", SearchOption.AllDirectories).ShouldHaveSingleItem());
            journal.ShouldContain("\"stage\":\"Values\"");
            journal.Split('\n').Where(l => l.Contains("\"stage\":\"Values\"", StringComparison.Ordinal)).ShouldAllBe(l => l.Contains("\"message\":\"", StringComparison.Ordinal) && !l.Contains("\"message\":\"\"", StringComparison.Ordinal));

            Directory.Delete(Path.Combine(folder.Path, "obj"), recursive: true);
            Directory.Delete(Path.Combine(folder.Path, "autocomp"), recursive: true);
            (await BuildAsync(folder.Path, endpoint)).Succeeded.ShouldBeTrue();

            Dictionary<string, string> offline = Artifacts(folder.Path);
            offline.Keys.Order(StringComparer.Ordinal).ShouldBe(online.Keys.Order(StringComparer.Ordinal));
            foreach ((string file, string bytes) in online) offline[file].ShouldBe(bytes, file);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AUTOCOMP_DATA", before);
        }
    }

    private static Task<BuildOutcome> BuildAsync(string folder, Uri endpoint)
    {
        string source = Path.Combine(folder, "Kernels.cs"), arguments = Path.Combine(folder, "csc.rsp");
        File.WriteAllText(source, Source);
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        File.WriteAllLines(arguments,
        [
            "/target:library", "/out:Sample.dll", "/nostdlib+", source,
            .. trusted.Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => "/reference:" + p),
            "/reference:" + typeof(KernelAttribute).Assembly.Location,
        ]);
        var settings = new BuildSettings
        {
            ProjectDirectory = folder,
            ProjectFile = Path.Combine(folder, "Sample.csproj"),
            AssemblyName = "Sample",
            CompilerArguments = arguments,
            ScheduleDirectory = Path.Combine(folder, "autocomp"),
            IntermediateDirectory = Path.Combine(folder, "obj"),
            Mode = BuildMode.Tune,
            Target = "gemmini-int8-16x16",
            MaxEvaluations = 20,
            Model = "scripted",
            ModelEndpoint = endpoint.ToString(),
        };
        var builder = new ProjectBuilder(settings, TestChild.Launch("evaluator"), TestChild.Launch("reference"), TimeProvider.System);
        return builder.RunAsync(new Progress<BuildProgress>(), TestContext.Current.CancellationToken);
    }

    /// <summary>Every file that is committed or copied beside the application, as hexadecimal text or, when readable, as it is.</summary>
    private static Dictionary<string, string> Artifacts(string folder) => new[] { "autocomp", Path.Combine("obj", "out") }
        .SelectMany(f => Directory.GetFiles(Path.Combine(folder, f), "*", SearchOption.AllDirectories))
        .ToDictionary(f => Path.GetRelativePath(folder, f), f => f.EndsWith(".o", StringComparison.Ordinal) ? Convert.ToHexString(File.ReadAllBytes(f)) : File.ReadAllText(f), StringComparer.Ordinal);
}
