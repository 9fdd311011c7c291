namespace Autocomp.Build.Tests.Scenarios;

/// <summary>Mode Locked against a store that one Tune has written.</summary>
public sealed class CommittedSchedules : IDisposable
{
    private static readonly Lazy<string> Store = new(Tune);
    private readonly Scenario scenario = Sources.Application();

    public CommittedSchedules()
    {
        foreach (string file in Directory.GetFiles(Store.Value)) scenario.Write("autocomp/" + Path.GetFileName(file), File.ReadAllText(file));
    }

    public void Dispose() => scenario.Dispose();

    [Fact]
    public void Locked_CommittedEntry_PassesWithoutAWarningAndDoesNotTouchIt()
    {
        string before = FolderBytes.Of(scenario.At("autocomp"));

        Locked().ShouldSucceed().Warnings.ShouldBeEmpty();

        FolderBytes.Of(scenario.At("autocomp")).ShouldBe(before);
        scenario.RunApplication().Output.ShouldBe("same: True, cycles: True\n");
    }

    [Fact]
    public void Locked_EntryMissing_FailsAtTheKernel()
    {
        Locked().ShouldSucceed();
        Directory.Delete(scenario.At("autocomp"), recursive: true);

        ShouldFailAtTheKernel("AC3001").ShouldContain("AutocompMode=Tune");
    }

    [Fact]
    public void Locked_KernelChanged_FailsWithThePartThatChanged()
    {
        scenario.Replace("Layers.cs", "Quantize.ScaleToInt8(sum, scale)", "Quantize.ScaleToInt8(sum + 1, scale)");

        ShouldFailAtTheKernel("AC3002").ShouldContain("body");
    }

    [Fact]
    public void Locked_ScheduleEdited_FailsAndNamesTheFile()
    {
        string schedule = Path.GetFileName(Directory.GetFiles(scenario.At("autocomp"), "*.schedule.cs").Single());
        scenario.Replace("autocomp/" + schedule, "Gemmini.Fence();", "Gemmini.Fence(); Gemmini.Fence();");

        ShouldFailAtTheKernel("AC3003").ShouldContain(schedule);
    }

    [Fact]
    public void Build_ScheduleFileWithAModuleInitializer_NeverReachesTheAssembly()
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
    public void Build_OtherScheduleDirectory_IsUsedAndNotCompiled()
    {
        Directory.Move(scenario.At("autocomp"), scenario.At("schedules of ours"));

        scenario.Build("-p:AutocompMode=Locked", "-p:AutocompScheduleDirectory=schedules of ours").ShouldSucceed();
    }

    [Fact]
    public void Build_ModeAuto_UsesTheEntryWithoutAWarning() => scenario.Build().ShouldSucceed().Warnings.ShouldBeEmpty();

    private BuildResult Locked() => scenario.Build("-p:AutocompMode=Locked");

    private string ShouldFailAtTheKernel(string code)
    {
        BuildMessage error = Locked().ShouldFail().Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe(code);
        Path.GetFileName(error.File).ShouldBe("Layers.cs");
        (error.Line, error.Column).ShouldBe((Sources.KernelLine, Sources.KernelColumn));
        return error.Text;
    }

    private static string Tune()
    {
        // Lives as long as the tests: every test of the class starts from a copy.
        Scenario tuned = Sources.Application();
        tuned.Build("-p:AutocompMode=Tune", "-p:AutocompMaxEvaluations=6").ShouldSucceed();
        tuned.Build("-p:AutocompMode=Tune", "-p:AutocompMaxEvaluations=6").ShouldSucceed().WorkerRan.ShouldBeFalse();
        return tuned.At("autocomp");
    }
}
