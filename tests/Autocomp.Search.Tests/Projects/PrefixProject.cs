using Autocomp.Search.Projects;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Projects;

/// <summary>A project whose kernel is quadratic as written and no matrix product: the built-in proposer has nothing to offer, and what a model answers must win.</summary>
/// <param name="folder">Where it lies.</param>
/// <param name="other">Another source than that kernel's, or null.</param>
/// <param name="assembly">Name of its assembly, by which its searches are recorded.</param>
internal sealed class PrefixProject(string folder, string? other = null, string assembly = "Sample")
{
    /// <summary>A linear schedule of the kernel.</summary>
    public const string Good =
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

    /// <summary>Tunes the project in this process, with children of its own.</summary>
    /// <param name="model">The model's name, or <c>command:…</c>.</param>
    /// <param name="change">Other settings.</param>
    /// <param name="cancellation">Ends the search.</param>
    public Task<BuildOutcome> TuneAsync(string model, Func<BuildSettings, BuildSettings>? change = null, CancellationToken cancellation = default)
    {
        string source = Path.Combine(folder, "Kernels.cs"), arguments = Path.Combine(folder, "csc.rsp");
        File.WriteAllText(source, other ?? Source);
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        File.WriteAllLines(arguments,
        [
            "/target:library", "/out:Sample.dll", "/nostdlib+", source,
            .. trusted.Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => "/reference:" + p),
            "/reference:" + typeof(KernelAttribute).Assembly.Location,
        ]);
        BuildSettings settings = new()
        {
            ProjectDirectory = folder,
            ProjectFile = Path.Combine(folder, "Sample.csproj"),
            AssemblyName = assembly,
            CompilerArguments = arguments,
            ScheduleDirectory = Path.Combine(folder, "autocomp"),
            IntermediateDirectory = Path.Combine(folder, "obj"),
            Mode = BuildMode.Tune,
            Target = "gemmini-int8-16x16",
            MaxEvaluations = 20,
            Model = model,
            ModelSearch = new BeamSearchOptions { Iterations = 4, BeamWidth = 2, PlansPerParent = 3 },
        };
        ProjectBuilder builder = new(change?.Invoke(settings) ?? settings, TestChild.Launch("evaluator"), TestChild.Launch("reference"), TimeProvider.System);
        return builder.RunAsync(new Progress<BuildProgress>(), cancellation);
    }

    /// <summary>Every file that is committed or copied beside the application, as hexadecimal text or, when readable, as it is.</summary>
    public SortedDictionary<string, string> Artifacts() => new(
        new[] { "autocomp", Path.Combine("obj", "out") }
            .SelectMany(f => Directory.GetFiles(Path.Combine(folder, f), "*", SearchOption.AllDirectories))
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => f.EndsWith(".o", StringComparison.Ordinal) ? Convert.ToHexString(File.ReadAllBytes(f)) : File.ReadAllText(f), StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>Forgets everything but the journal, as 'clean' and a fresh checkout would.</summary>
    public void Clean()
    {
        foreach (string output in new[] { "obj", "autocomp" }.Select(f => Path.Combine(folder, f)).Where(Directory.Exists)) Directory.Delete(output, recursive: true);
    }
}
