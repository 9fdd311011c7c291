namespace Autocomp.Build.Tests.Scenarios;

public sealed class WarningsRepeat
{
    [Fact]
    public void Build_WithAWarning_SaysItInEveryBuild()
    {
        using Scenario scenario = Sources.Application();

        BuildResult first = scenario.Build().ShouldSucceed(), second = scenario.Build().ShouldSucceed();

        first.Warnings.Select(w => w.Code).ShouldContain("AC3006");
        second.WorkerRan.ShouldBeFalse();
        second.Warnings.ShouldBe(first.Warnings);
    }

    [Fact]
    public void Build_WarningsAsErrors_FailsEveryTime()
    {
        using Scenario scenario = Sources.Application();

        for (int i = 0; i < 2; i++)
        {
            scenario.Build("-warnaserror").ShouldFail().Errors.Select(e => e.Code).ShouldBe(["AC3006"]);
        }
    }

    [Fact]
    public void Build_NoWarn_SilencesByCode()
    {
        using Scenario scenario = Sources.Application();
        scenario.Build("-p:NoWarn=AC3006").ShouldSucceed().Warnings.ShouldBeEmpty();
    }
}
