namespace Autocomp.Build.Tests.Scenarios;

public sealed class WarningsRepeat
{
    [Fact]
    public void Build_WithAWarning_SaysItInEveryBuildAndFailsInEveryBuildWhereWarningsAreErrors()
    {
        using Scenario scenario = Sources.Application();

        BuildResult first = scenario.Build().ShouldSucceed(), second = scenario.Build("--no-restore").ShouldSucceed();

        first.Warnings.Select(w => w.Code).ShouldContain("AC3006");
        second.WorkerRan.ShouldBeFalse();
        second.Warnings.ShouldBe(first.Warnings);

        // The worker runs in the first of these and has nothing to do in the second.
        for (int i = 0; i < 2; i++)
        {
            scenario.Build("--no-restore", "-warnaserror", "-p:AutocompSeed=2").ShouldFail().Errors.Select(e => e.Code).ShouldBe(["AC3006"]);
        }

        scenario.Build("--no-restore", "-p:NoWarn=AC3006", "-p:AutocompSeed=2").ShouldSucceed().Warnings.ShouldBeEmpty();
    }
}
