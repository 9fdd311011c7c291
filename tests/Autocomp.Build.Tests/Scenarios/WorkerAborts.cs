namespace Autocomp.Build.Tests.Scenarios;

public sealed class WorkerAborts
{
    [Fact]
    public void Build_WorkerKilledBySignal_IsOneErrorAndTheNextBuildRunsItAgain()
    {
        using Scenario scenario = Sources.Application();

        BuildResult aborted = scenario.Build(FakeHost.Install(scenario, "kill -ABRT $$")).ShouldFail();

        aborted.Errors.ShouldHaveSingleItem().Code.ShouldBe("MSB6006");
        scenario.Build().ShouldSucceed().WorkerRan.ShouldBeTrue();
    }
}
