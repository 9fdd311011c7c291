namespace Autocomp.Build.Tests.Scenarios;

public sealed class SeveralTargetFrameworks
{
    [Fact]
    public void Build_TwoFrameworks_EachHasItsOwnArtifactsEqualInEveryByte()
    {
        using Scenario scenario = Sources.Application();
        scenario.Replace("App.csproj", "<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0;net8.0</TargetFrameworks><LangVersion>latest</LangVersion>");

        scenario.Build().ShouldSucceed().TaskRuns("RunWorker").ShouldBe(2);

        FolderBytes.Of(scenario.At("bin", "Debug", "net8.0", "autocomp")).ShouldBe(FolderBytes.Of(scenario.At("bin", "Debug", "net10.0", "autocomp")));
    }
}
