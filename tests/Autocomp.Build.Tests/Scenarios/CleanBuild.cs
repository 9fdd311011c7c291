namespace Autocomp.Build.Tests.Scenarios;

public sealed class CleanBuild
{
    [Fact]
    public void Clean_AfterBuild_RemovesWhatTheBuildWroteAndKeepsSchedules()
    {
        using Scenario scenario = Sources.Application();
        string mine = scenario.Write("autocomp/notes.txt", "mine");
        scenario.Build().ShouldSucceed();

        scenario.Dotnet("clean").ShouldSucceed();

        Directory.Exists(scenario.At("obj", "Debug", "net10.0", "autocomp")).ShouldBeFalse();
        Directory.Exists(scenario.At("bin", "Debug", "net10.0", "autocomp", "App")).ShouldBeFalse();
        File.Exists(mine).ShouldBeTrue();

        scenario.Build("--no-restore").ShouldSucceed().WorkerRan.ShouldBeTrue();
        scenario.Build("--no-restore", "-t:Rebuild").ShouldSucceed().WorkerRan.ShouldBeTrue();
        File.Exists(scenario.At("bin", "Debug", "net10.0", "autocomp", "App", "manifest.json")).ShouldBeTrue();

        // Off is the other way to lose artifacts: they must not stay behind as if they still belonged to the application.
        scenario.Build("--no-restore", "-p:AutocompMode=Off").ShouldSucceed().WorkerRan.ShouldBeFalse();
        string beside = scenario.At("bin", "Debug", "net10.0", "autocomp");
        (Directory.Exists(beside) ? Directory.GetFiles(beside, "*", SearchOption.AllDirectories) : []).ShouldBeEmpty();
    }
}
