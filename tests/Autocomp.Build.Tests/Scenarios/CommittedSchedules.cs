namespace Autocomp.Build.Tests.Scenarios;

/// <summary>Mode Locked against a store that a tuning has written.</summary>
public sealed class CommittedSchedules(TunedApplication application) : IClassFixture<TunedApplication>
{
    private readonly Scenario scenario = application.Restore();

    [Fact]
    public void Tune_ASecondTime_HasNothingToDo() => application.SecondTuning.WorkerRan.ShouldBeFalse();

    [Fact]
    public void Locked_CommittedEntry_PassesWithoutAWarningAndDoesNotTouchIt()
    {
        string before = FolderBytes.Of(scenario.At("autocomp"));

        Locked().ShouldSucceed().Warnings.ShouldBeEmpty();

        FolderBytes.Of(scenario.At("autocomp")).ShouldBe(before);
        scenario.RunApplication().Output.ShouldBe("same: True, cycles: True\n");
    }

    [Fact]
    public void Locked_EntryDeletedAfterABuild_FailsAtTheKernel()
    {
        Locked().ShouldSucceed();
        Directory.Delete(scenario.At("autocomp"), recursive: true);

        ShouldFailAtTheKernel("AC3001").ShouldContain("AutocompMode=Tune");
    }

    [Fact]
    public void Locked_KernelChanged_FailsWithThePartThatChanged()
    {
        scenario.Replace("Layers.cs", "Quantize.ScaleToInt8(sum, scale)", "Quantize.ScaleToInt8(sum + 1, scale)");

        ShouldFailAtTheKernel("AC3002").ShouldContain("the body of the kernel or of a method that it calls changed");
    }

    [Fact]
    public void Locked_ScheduleEdited_FailsAndNamesTheFile()
    {
        string schedule = Path.GetFileName(Directory.GetFiles(scenario.At("autocomp"), "*.schedule.cs").Single());
        scenario.Replace("autocomp/" + schedule, "Gemmini.Fence();", "Gemmini.Fence(); Gemmini.Fence();");

        ShouldFailAtTheKernel("AC3003").ShouldContain(schedule);
    }

    [Fact]
    public void Tune_ScheduleEditedForTheWorse_ReplacesItWithAWarningAndKeepsTheEdit()
    {
        string schedule = Path.GetFileName(Directory.GetFiles(scenario.At("autocomp"), "*.schedule.cs").Single());
        scenario.Replace("autocomp/" + schedule, "Gemmini.Fence();", "for (int wait = 0; wait < 1000; wait++) Gemmini.Fence();");
        string edited = File.ReadAllText(scenario.At("autocomp", schedule));

        BuildMessage warning = scenario.Build("--no-restore", "-p:AutocompMode=Tune", "-p:AutocompMaxEvaluations=6").ShouldSucceed().Warnings.ShouldHaveSingleItem();

        warning.Code.ShouldBe("AC3010");
        warning.Text.ShouldContain("autocomp adopt");
        string copy = Directory.GetFiles(scenario.At("obj"), schedule, SearchOption.AllDirectories).Single(f => f.Contains("replaced", StringComparison.Ordinal));
        File.ReadAllText(copy).ShouldBe(edited);
    }

    [Fact]
    public void Locked_RecordOfOtherCycles_IsToldAndTheMeasuredOnesCount()
    {
        string record = Path.GetFileName(Directory.GetFiles(scenario.At("autocomp"), "*.json").Single());
        scenario.Replace("autocomp/" + record, "\"cycles\": ", "\"cycles\": 1");

        scenario.Build("--no-restore", "-p:AutocompMode=Locked", "-p:AutocompMaxEvaluations=6").ShouldSucceed().Output.ShouldContain("AC3009");
    }

    [Fact]
    public void Locked_ScheduleFileWithAModuleInitializer_NeverReachesTheAssembly()
    {
        scenario.Write("autocomp/evil.schedule.cs", """
            internal static class Evil
            {
                [System.Runtime.CompilerServices.ModuleInitializer]
                internal static void Run() => System.Console.WriteLine("compiled");
            }
            """);

        Locked().ShouldSucceed();

        scenario.RunApplication().Output.ShouldBe("same: True, cycles: True\n");
    }

    [Fact]
    public void Locked_OtherScheduleDirectory_IsUsedAndNotCompiled()
    {
        Directory.Move(scenario.At("autocomp"), scenario.At("schedules of ours"));
        try
        {
            scenario.Build("--no-restore", "-p:AutocompMode=Locked", "-p:AutocompScheduleDirectory=schedules of ours").ShouldSucceed();
        }
        finally
        {
            Directory.Delete(scenario.At("schedules of ours"), recursive: true);
        }
    }

    [Fact]
    public void Auto_CommittedEntry_IsUsedWithoutAWarning() => scenario.Build("--no-restore").ShouldSucceed().Warnings.ShouldBeEmpty();

    private BuildResult Locked() => scenario.Build("--no-restore", "-p:AutocompMode=Locked");

    private string ShouldFailAtTheKernel(string code)
    {
        BuildMessage error = Locked().ShouldFail().Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe(code);
        Path.GetFileName(error.File).ShouldBe("Layers.cs");
        (error.Line, error.Column).ShouldBe((Sources.KernelLine, Sources.KernelColumn));
        return error.Text;
    }
}
