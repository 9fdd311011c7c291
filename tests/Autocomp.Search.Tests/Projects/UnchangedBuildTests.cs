using Autocomp.Search.Projects;
using Autocomp.Search.Projects.Unchanged;

namespace Autocomp.Search.Tests.Projects;

public sealed class UnchangedBuildTests
{
    private const string Kernel = """
        using System;
        using Autocomp;
        public static class K
        {
            [Kernel]
            public static void Twice([Shape("8")] ReadOnlySpan<int> x, [Output, Shape("8")] Span<int> y)
            {
                for (int i = 0; i < 8; i++) y[i] = Sizes.Factor * x[i];
            }
        }
        """;

    private const string Sizes = "static class Sizes { public const int Factor = Numbers.Two; }";
    private const string Numbers = "static class Numbers { public const int Two = 2; }";
    private const string Others = "static class Others { const int Three = 3; static int Other() { return 1; } }";

    [Fact]
    public async Task Find_AfterABuild_ProvesWhatNoKernelCanSeeAndNothingElse()
    {
        using TestFolder folder = new();
        BuildSettings settings = await BuildAsync(folder);

        Find(settings)!.Kernels.ShouldBe(1);
        Find(settings with { Seed = 2 }).ShouldBeNull();
        Find(settings with { Mode = BuildMode.Locked }).ShouldBeNull();
        Changed("Others.cs", "return 1;", "return 2;").ShouldNotBeNull();
        Changed("Others.cs", "Three = 3", "Three = 4").ShouldBeNull("a constant of that file may decide another");
        Changed("Numbers.cs", "Two = 2", "Two = 3").ShouldBeNull();
        Changed("Sizes.cs", "public", "public  ").ShouldBeNull("a file that the kernel reads from");
        Changed("Kernels.cs", "using System;", "using System; // clock").ShouldBeNull("a file of a kernel");
        Changed("obj/diagnostics.txt", "", "x").ShouldBeNull();
        Changed("obj/out/K_Twice.h", "", "x").ShouldBeNull();
        Changed("csc.rsp", "/unsafe", "/unsafe\n/checked").ShouldBeNull();
        Directory.CreateDirectory(settings.ScheduleDirectory);
        await File.WriteAllTextAsync(Path.Combine(settings.ScheduleDirectory, "K_Twice.gemmini-int8-16x16.schedule.cs"), "", TestContext.Current.CancellationToken);
        Find(settings).ShouldBeNull();
        Directory.Delete(settings.ScheduleDirectory, recursive: true);
        Find(settings).ShouldNotBeNull();

        UnchangedBuild.Proof? Changed(string file, string old, string replacement)
        {
            string path = Path.Combine(folder.Path, file), text = File.ReadAllText(path);
            File.WriteAllText(path, old.Length == 0 ? text + replacement : text.Replace(old, replacement, StringComparison.Ordinal));
            UnchangedBuild.Proof? found = Find(settings);
            File.WriteAllText(path, text);
            return found;
        }
    }

    [Fact]
    public async Task Find_AfterABuildThatFailed_HasNoProof()
    {
        using TestFolder folder = new();
        BuildSettings settings = await BuildAsync(folder);
        Find(settings).ShouldNotBeNull();

        (await TestProject.BuildAsync(folder, Kernel, s => s with { Mode = BuildMode.Locked })).Succeeded.ShouldBeFalse();

        Find(settings).ShouldBeNull();
    }

    private static UnchangedBuild.Proof? Find(BuildSettings settings) => UnchangedBuild.Find(settings, TestContext.Current.CancellationToken);

    private static async Task<BuildSettings> BuildAsync(TestFolder folder)
    {
        BuildSettings? used = null;
        File.WriteAllText(Path.Combine(folder.Path, "Sizes.cs"), Sizes);
        File.WriteAllText(Path.Combine(folder.Path, "Numbers.cs"), Numbers);
        File.WriteAllText(Path.Combine(folder.Path, "Others.cs"), Others);
        BuildOutcome outcome = await TestProject.BuildAsync(folder, Kernel, settings =>
        {
            File.AppendAllLines(settings.CompilerArguments, ["Sizes.cs", "Numbers.cs", "Others.cs"]);
            return used = settings;
        });
        outcome.Succeeded.ShouldBeTrue(string.Join("\n", outcome.Diagnostics));
        return used!;
    }
}
