namespace Autocomp.Build.Tests.Scenarios;

public sealed class Publish
{
    [Fact]
    public void Publish_Plain_CarriesArtifactsAndRuns()
    {
        using Scenario scenario = Sources.Application();

        scenario.Dotnet("publish", "-o", "published", "-p:AutocompContinuousIntegration=true").ShouldSucceed();

        Command.Run(scenario.Folder, "dotnet", [scenario.At("published", "App.dll")]).Output.ShouldBe("same: True, cycles: True\n");
        Directory.GetFiles(scenario.At("published"), "*.schedule.cs", SearchOption.AllDirectories).Length.ShouldBe(1);
        // The folder lies inside the project, where C# files are compiled by default.
        scenario.Build("--no-restore", "-p:AutocompContinuousIntegration=true").ShouldSucceed();
    }

    [Fact]
    public void Publish_SingleFile_CarriesArtifactsBesideTheFileAndRuns()
    {
        using Scenario scenario = Sources.Application();

        scenario.Dotnet("publish", "-r", "linux-x64", "--self-contained", "false", "-p:PublishSingleFile=true", "-o", "published").ShouldSucceed();

        File.Exists(scenario.At("published", "App.dll")).ShouldBeFalse();
        Command.Run(scenario.Folder, scenario.At("published", "App"), []).Output.ShouldBe("same: True, cycles: True\n");
    }
}
