using Autocomp.Search.Projects;

namespace Autocomp.Search.Tests;

/// <summary>A project of one source file, built in this process with real children.</summary>
internal static class TestProject
{
    /// <summary>Builds one source file as a project on CI does: every start is verified, nothing is searched.</summary>
    public static async Task<BuildOutcome> BuildAsync(TestFolder folder, string source, Func<BuildSettings, BuildSettings>? change = null)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "Kernels.cs"), source, TestContext.Current.CancellationToken);
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        string arguments = Path.Combine(folder.Path, "csc.rsp");
        await File.WriteAllLinesAsync(
            arguments,
            [
                .. trusted.Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => "/reference:" + p),
                "/reference:" + typeof(KernelAttribute).Assembly.Location,
                "/target:library",
                "/unsafe",
                "/out:Kernels.dll",
                "Kernels.cs",
            ],
            TestContext.Current.CancellationToken);
        var settings = new BuildSettings
        {
            ProjectDirectory = folder.Path,
            ProjectFile = Path.Combine(folder.Path, "Kernels.csproj"),
            AssemblyName = "Kernels",
            CompilerArguments = arguments,
            ScheduleDirectory = Path.Combine(folder.Path, "autocomp"),
            IntermediateDirectory = Path.Combine(folder.Path, "obj"),
            ContinuousIntegration = true,
            ReferenceSeconds = 3,
        };
        var builder = new ProjectBuilder(change?.Invoke(settings) ?? settings, TestChild.Launch("evaluator"), TestChild.Launch("reference"), TimeProvider.System);
        return await builder.RunAsync(new Progress<BuildProgress>(), TestContext.Current.CancellationToken);
    }
}
