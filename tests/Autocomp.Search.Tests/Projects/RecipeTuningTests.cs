using System.Collections.Immutable;
using System.Text.Json;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;
using Autocomp.Search.Projects;
using Autocomp.Search.Proposer;

namespace Autocomp.Search.Tests.Projects;

/// <summary>A build that tunes two similar kernels: the second search begins with what made the first one fast.</summary>
public sealed class RecipeTuningTests
{
    private const string Source =
        """
        using System;
        using Autocomp;
        namespace Sample;
        public static class Layers
        {
            [Kernel]
            [Specialize("m=64, n=64, k=64")]
            [Specialize("m=64, n=64, k=96")]
            public static void Dense(
                [Shape("m, k")] ReadOnlySpan<sbyte> x, [Shape("k, n")] ReadOnlySpan<sbyte> w, [Shape("n")] ReadOnlySpan<int> bias, [Output, Shape("m, n")] Span<sbyte> y,
                int m, int n, int k, [ValueRange(0, 1)] float scale)
            {
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        int sum = bias[j];
                        for (int p = 0; p < k; p++) sum += x[i * k + p] * w[p * n + j];
                        y[i * n + j] = Quantize.ScaleToInt8(sum, scale);
                    }
                }
            }
        }
        """;

    [Fact]
    public async Task Tune_TwoSimilarKernels_TheSecondBeginsWithTheRecipeOfTheFirst()
    {
        using TestFolder folder = new();
        using LoopbackModelServer server = new(r => LoopbackModelServer.Response.Text(
            r.User.Contains("# Menu of optimisations", StringComparison.Ordinal) ? $"Option: 1\nTiles of several blocks ({r.Number})."
            : $"```csharp\n{Schedule(r.User.Contains("[64, 96]", StringComparison.Ordinal) ? 96 : 64)}\n```"));

        BuildOutcome outcome = await new PrefixProject(folder.Path, Source, "Recipes").TuneAsync(
            "scripted", s => s with { ModelEndpoint = server.Endpoint.ToString(), BuiltIn = false, MaxEvaluations = 8 }, TestContext.Current.CancellationToken);

        outcome.Succeeded.ShouldBeTrue(string.Join('\n', outcome.Diagnostics));
        outcome.Kernels.ShouldAllBe(k => k.Provenance == "openai:scripted");
        ImmutableArray<string> used = [.. Directory.GetFiles(DataFolder.Of("Recipes"), "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Recipe)];
        used[0].ShouldBe("");
        used[1].ShouldNotBeEmpty();
        string menu = server.Requests.First(r => r.User.Contains("[64, 96]", StringComparison.Ordinal)).User.Split("# Menu of optimisations")[1];
        menu.ShouldContain("1. " + used[1]);
        menu.ShouldNotContain("\n2. ");
    }

    private static string Recipe(string journal)
    {
        string line = File.ReadLines(journal).Single(l => l.StartsWith("{\"record\":\"recipe\"", StringComparison.Ordinal));
        return string.Join('|', JsonDocument.Parse(line).RootElement.GetProperty("options").EnumerateArray().Select(o => o.GetString()));
    }

    private static string Schedule(int depth)
    {
        (KernelInfo kernel, TensorOperation operation) = TestKernels.Dense(64, 64, depth);
        GemmSpace space = new(new GemmShape(kernel, (TensorOperation.MatrixProduct)operation, TargetPresets.Int8), loopCommands: false);
        return space.TryWrite(space.First().First().To)!;
    }
}
