using System.Text.Json.Nodes;

namespace Autocomp.Build.Tests.Scenarios;

/// <summary>The command against a store that a tuning has written; it hands over to the worker in the package.</summary>
public sealed class CommandOnAProject(TunedApplication application) : IClassFixture<TunedApplication>
{
    private readonly Scenario scenario = application.Restore();

    [Fact]
    public void List_AfterTheBodyChanged_SaysInvalidWithThePart()
    {
        scenario.Replace("Layers.cs", "Quantize.ScaleToInt8(sum, scale)", "Quantize.ScaleToInt8(sum + 1, scale)");
        scenario.Write("autocomp/gone.schedule.cs", "");

        JsonNode list = Json(1, "list", "--check", "--json", "-p:AutocompMaxEvaluations=6");

        JsonNode kernel = list["kernels"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)kernel["state"]).ShouldBe("invalid");
        ((string?)kernel["reasons"]![0]).ShouldBe("the body of the kernel or of a method that it calls changed");
        ((string?)list["unused"]![0]).ShouldBe("gone");
    }

    [Fact]
    public void Explain_ValidEntry_SaysWhatTheLoopsAreAndWhatABuildDoes()
    {
        JsonNode kernel = Json(0, "explain", "--json", "-p:AutocompMaxEvaluations=6")["kernels"]![0]!;

        ((string?)kernel["state"]).ShouldBe("valid");
        ((bool)kernel["lifted"]!).ShouldBeTrue();
        ((string)kernel["remark"]!).ShouldStartWith("matrix product 'x' 16x32 by 'w' 32x16");
        ((string)kernel["nextBuild"]!).ShouldBe("checks the stored schedule quickly and uses it");
    }

    [Fact]
    public void AdoptMergePrune_EditedFile_EndsWithTheBetterOfBoth()
    {
        string schedule = Path.GetFileName(Directory.GetFiles(scenario.At("autocomp"), "*.schedule.cs").Single());
        using Scenario other = new();
        foreach (string file in Directory.GetFiles(scenario.At("autocomp"))) other.Write(Path.GetFileName(file), File.ReadAllText(file));
        scenario.Replace("autocomp/" + schedule, "Gemmini.Fence();", "Gemmini.Fence(); Gemmini.Fence();");

        ((int)Json(0, "adopt", "--json")["adopted"]!).ShouldBe(1);
        File.ReadAllText(scenario.At("autocomp", schedule)).ShouldContain("Gemmini.Fence();\n        Gemmini.Fence();");

        ((string?)Json(0, "merge", "--with", other.Folder, "--json")["kernels"]![0]!["kept"]).ShouldBe("theirs");
        File.ReadAllText(scenario.At("autocomp", schedule)).ShouldBe(File.ReadAllText(other.At(schedule)));

        scenario.Write("autocomp/gone.schedule.cs", "");
        ((string?)Json(0, "prune", "--json")["entries"]![0]).ShouldBe("gone");
        File.Exists(scenario.At("autocomp", "gone.schedule.cs")).ShouldBeFalse();
    }

    [Fact]
    public void Adopt_WrongSchedule_IsRefusedWithTheReason()
    {
        string schedule = Directory.GetFiles(scenario.At("autocomp"), "*.schedule.cs").Single();
        string text = File.ReadAllText(schedule);
        File.WriteAllText(schedule, text.Replace("Gemmini.Fence();", "", StringComparison.Ordinal));

        Command refused = AutocompCommand.Run(scenario, "adopt");

        refused.ExitCode.ShouldBe(1, refused.Output);
        refused.Output.ShouldContain("REFUSED autocomp/");
        refused.Output.ShouldContain("ReturnWithoutFence");
    }

    [Fact]
    public void VerifyCompareReportAsm_StoredSchedule_SpeakOfIt()
    {
        ((bool)Json(0, "verify", "--json", "--quick")["passed"]!).ShouldBeTrue();
        JsonNode compared = Json(0, "compare", "--json")["kernels"]![0]!;
        ((long)compared["to"]!["cycles"]!).ShouldBeLessThan((long)compared["from"]!["cycles"]!);
        File.ReadAllText((string)Json(0, "report", "--json")["report"]!).ShouldContain("App.Layers.Dense");
        AutocompCommand.Run(scenario, "asm").Output.ShouldContain("mvout");
    }

    private JsonNode Json(int code, params string[] arguments)
    {
        Command command = AutocompCommand.Run(scenario, arguments);
        command.ExitCode.ShouldBe(code, command.Output);
        return JsonNode.Parse(command.Output)!;
    }
}
