namespace Autocomp.Build.Tests.Scenarios;

public sealed class DesignTimeBuild
{
    [Fact]
    public void Compile_AsAnEditorAsksForIt_RunsNoWorkerAndWritesNothingOfOurs()
    {
        using Scenario scenario = Sources.Application();
        scenario.Dotnet("restore").ShouldSucceed();

        BuildResult result = scenario.Dotnet("msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:BuildingProject=false").ShouldSucceed();

        result.WorkerRan.ShouldBeFalse();
        Directory.Exists(scenario.At("obj", "Debug", "net10.0", "autocomp")).ShouldBeFalse();
    }
}
