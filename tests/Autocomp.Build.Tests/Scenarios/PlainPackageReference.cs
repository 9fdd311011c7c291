namespace Autocomp.Build.Tests.Scenarios;

public sealed class PlainPackageReference
{
    private static readonly string[] Extensions = [".h", ".json", ".o", ".s", ".schedule.cs"];

    [Fact]
    public void Build_ProjectWithNothingButThePackage_MakesArtifactsThatTheApplicationRuns()
    {
        using Scenario scenario = Sources.Application();

        scenario.Build().ShouldSucceed().WorkerRan.ShouldBeTrue();

        string beside = scenario.At("bin", "Debug", "net10.0", "autocomp", "App");
        File.Exists(Path.Combine(beside, "manifest.json")).ShouldBeTrue();
        foreach (string extension in Extensions) File.Exists(Path.Combine(beside, "App_Layers_Dense" + extension)).ShouldBeTrue(extension);
        File.Exists(Path.Combine(beside, "gemmini-int8-16x16", "libApp.a")).ShouldBeTrue();
        File.Exists(Path.Combine(beside, "gemmini-int8-16x16", "App.h")).ShouldBeTrue();
        scenario.RunApplication().Output.ShouldBe("same: True, cycles: True\n");
        Directory.Exists(scenario.At("autocomp")).ShouldBeFalse("mode Auto writes nothing into the project");
    }
}
