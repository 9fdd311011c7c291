namespace Autocomp.Build.Tests.Scenarios;

public sealed class SharedSchedules
{
    [Fact]
    public void Build_SolutionInParallelOverOneScheduleFolder_TunesOnceAndIsLockedOfflineAfterwards()
    {
        using Scenario scenario = new();
        foreach (string name in new[] { "One", "Two" })
        {
            scenario.Write($"{name}/{name}.csproj", Sources.Project
                .Replace("<OutputType>Exe</OutputType>", "<AutocompScheduleDirectory>../schedules</AutocompScheduleDirectory>", StringComparison.Ordinal));
            scenario.Write($"{name}/Layers.cs", Sources.Kernels);
        }

        // A kernel of its own in the second project, beside the one that both have.
        scenario.Write("Two/More.cs", Sources.Kernels.Replace("class Layers", "class More", StringComparison.Ordinal).Replace("Dense", "Wide", StringComparison.Ordinal));
        scenario.Write("All.slnx", "<Solution><Project Path=\"One/One.csproj\" /><Project Path=\"Two/Two.csproj\" /></Solution>");

        scenario.Build("All.slnx", "-m", "-p:AutocompMode=Tune", "-p:AutocompMaxEvaluations=6").ShouldSucceed();

        Directory.GetFiles(scenario.At("schedules")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
        [
            "App_Layers_Dense.gemmini-int8-16x16.json", "App_Layers_Dense.gemmini-int8-16x16.schedule.cs",
            "App_More_Wide.gemmini-int8-16x16.json", "App_More_Wide.gemmini-int8-16x16.schedule.cs",
        ]);
        string before = FolderBytes.Of(scenario.At("schedules"));
        string[] locked = ["All.slnx", "-m", "--no-restore", "-p:AutocompMode=Locked", "-p:AutocompMaxEvaluations=6"];
        scenario.Offline("build", locked).ShouldSucceed().Warnings.ShouldBeEmpty();
        FolderBytes.Of(scenario.At("schedules")).ShouldBe(before);

        scenario.Replace("schedules/App_More_Wide.gemmini-int8-16x16.schedule.cs", "Gemmini.Fence();", "");
        BuildMessage error = scenario.Offline("build", locked).ShouldFail().Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("AC3003");
        error.Text.ShouldContain("App_More_Wide.gemmini-int8-16x16.schedule.cs");
        Path.GetFileName(error.File).ShouldBe("More.cs");
    }
}
