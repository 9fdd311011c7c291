namespace Autocomp.Build.Tests.Scenarios;

public sealed class NothingToDo
{
    [Fact]
    public void Build_Twice_SecondStartsNeitherCompilerNorWorkerAndLosesNothing()
    {
        using Scenario scenario = Sources.Application();
        scenario.Build().ShouldSucceed();
        string[] files = Files();

        BuildResult second = scenario.Build().ShouldSucceed();

        second.WorkerRan.ShouldBeFalse();
        second.TaskRuns("Csc").ShouldBe(0);
        scenario.Build().ShouldSucceed();
        Files().ShouldBe(files);

        string[] Files() => [.. Directory.GetFiles(scenario.At("bin"), "*", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(scenario.At("obj"), "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void Build_AfterAPropertyChanged_StartsTheWorkerAgain()
    {
        using Scenario scenario = Sources.Application();
        scenario.Build().ShouldSucceed();

        BuildResult changed = scenario.Build("-p:AutocompSeed=2").ShouldSucceed();

        changed.WorkerRan.ShouldBeTrue();
        changed.TaskRuns("Csc").ShouldBe(0);
    }
}
