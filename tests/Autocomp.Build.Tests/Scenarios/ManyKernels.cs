using System.Globalization;

namespace Autocomp.Build.Tests.Scenarios;

public sealed class ManyKernels
{
    private const int Count = 20;

    [Fact]
    public void Build_AfterAnEditOfAFileWithoutKernels_CompilesAndVerifiesNoneOfTwentyAgain()
    {
        using Scenario scenario = Sources.Application();
        string sizes = string.Join(", ", Enumerable.Range(1, Count / 2).Select(i => string.Create(CultureInfo.InvariantCulture, $"Specialize(\"m={i}\")")));
        scenario.Write("Layers.cs", $$"""
            using Autocomp;
            namespace App;
            public static class Layers
            {
                [Kernel, {{sizes}}]
                public static void Double([Shape("m")] ReadOnlySpan<int> x, [Output, Shape("m")] Span<int> y, int m)
                {
                    for (int i = 0; i < m; i++) y[i] = 2 * x[i];
                }

                [Kernel, {{sizes}}]
                public static void Triple([Shape("m")] ReadOnlySpan<int> x, [Output, Shape("m")] Span<int> y, int m)
                {
                    for (int i = 0; i < m; i++) y[i] = 3 * x[i];
                }
            }
            """);
        scenario.Write("Program.cs", "Console.WriteLine(1);");
        // On CI nothing is searched: what counts here is the number of kernels.
        scenario.Build("-p:AutocompContinuousIntegration=true").ShouldSucceed().Output.ShouldNotContain("kernels are unchanged");
        string artifacts = FolderBytes.Of(scenario.At("bin", "Debug", "net10.0", "autocomp"));

        scenario.Write("Program.cs", "Console.WriteLine(2);");
        BuildResult edited = scenario.Build("--no-restore", "-p:AutocompContinuousIntegration=true").ShouldSucceed();

        edited.WorkerRan.ShouldBeTrue();
        edited.Output.ShouldContain("autocomp: 20 of 20 kernels are unchanged");
        edited.Warnings.Select(w => w.Code).ShouldBe(["AC3007"]);
        FolderBytes.Of(scenario.At("bin", "Debug", "net10.0", "autocomp")).ShouldBe(artifacts);

        // A lost or altered artifact is no proof of anything.
        File.AppendAllText(Directory.GetFiles(scenario.At("obj", "Debug", "net10.0", "autocomp", "out"), "*_Double_m7.o").Single(), "x");
        scenario.Write("Program.cs", "Console.WriteLine(3);");
        scenario.Build("--no-restore", "-p:AutocompContinuousIntegration=true").ShouldSucceed().Output.ShouldContain("autocomp: 19 of 20 kernels are unchanged");
        FolderBytes.Of(scenario.At("bin", "Debug", "net10.0", "autocomp")).ShouldBe(artifacts);
    }
}
