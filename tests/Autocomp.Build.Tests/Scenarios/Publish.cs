namespace Autocomp.Build.Tests.Scenarios;

public sealed class Publish
{
    [Fact]
    public void Publish_SingleFile_CarriesArtifactsBesideTheFileAndRuns()
    {
        using Scenario scenario = Sources.Application();

        scenario.Dotnet("publish", "-r", "linux-x64", "--self-contained", "false", "-p:PublishSingleFile=true", "-o", "published").ShouldSucceed();

        File.Exists(scenario.At("published", "App.dll")).ShouldBeFalse();
        Command.Run(scenario.Folder, scenario.At("published", "App"), []).Output.ShouldBe("same: True, cycles: True\n");
    }
}
