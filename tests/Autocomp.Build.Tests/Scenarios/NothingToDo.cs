namespace Autocomp.Build.Tests.Scenarios;

public sealed class NothingToDo
{
    [Fact]
    public void Build_Again_StartsNeitherCompilerNorWorkerAndLosesNothingUntilAPropertyChanges()
    {
        using Scenario scenario = Sources.Application();
        scenario.Build().ShouldSucceed();
        string[] files = Files();

        BuildResult second = scenario.Build("--no-restore").ShouldSucceed();
        second.WorkerRan.ShouldBeFalse();
        second.TaskRuns("Csc").ShouldBe(0);
        scenario.Build("--no-restore").ShouldSucceed();
        Files().ShouldBe(files);

        BuildResult changed = scenario.Build("--no-restore", "-p:AutocompSeed=2").ShouldSucceed();
        changed.WorkerRan.ShouldBeTrue();
        changed.TaskRuns("Csc").ShouldBe(0);

        string[] Files() => [.. Directory.GetFiles(scenario.At("bin"), "*", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(scenario.At("obj"), "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];
    }
}
