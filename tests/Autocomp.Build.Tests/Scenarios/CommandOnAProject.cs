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

    [Fact]
    public void Disasm_StoredScheduleAndItsObject_NamesTheCommandsThatTheCompilerListed()
    {
        string listing = (string)Json(0, "asm", "--json")["kernels"]![0]!["listing"]!;
        string[] listed = [.. listing.Split('\n').Where(l => l.Contains(".insn", StringComparison.Ordinal)).Select(l => l.Split('#')[1].Trim())];
        scenario.Build("--no-restore").ShouldSucceed();

        JsonArray code = Json(0, "disasm", "--json")["kernels"]![0]!["instructions"]!.AsArray();
        string[] read = [.. code.Where(i => ((string)i!["bits"]!) is { Length: 8 } bits && bits.EndsWith("7b", StringComparison.Ordinal)).Select(i => ((string)i!["text"]!).Split(' ')[0])];

        // Where a register's value is not settled by the code before it, the kind of a config command is not known.
        read.Zip(listed).ShouldAllBe(pair => pair.First == pair.Second || (pair.First == "config" && pair.Second.StartsWith("config", StringComparison.Ordinal)));
        read.Length.ShouldBe(listed.Length);
        read.ShouldContain("mvout");
        code.ShouldContain(i => (string?)i!["command"] != null && ((int?)i["line"] ?? 0) > 0);
        Command ofObject = AutocompCommand.Run(scenario, "disasm", scenario.At("bin", "Debug", "net10.0", "autocomp", "App", "App_Layers_Dense.o"));
        ofObject.ExitCode.ShouldBe(0, ofObject.Output);
        ofObject.Output.ShouldContain("App_Layers_Dense:");
        ofObject.Output.ShouldContain(": Gemmini.Fence();");
        Command none = AutocompCommand.Run(scenario, "disasm", scenario.At("Layers.cs"));
        none.ExitCode.ShouldBe(1);
        none.Output.ShouldContain("is not an ELF file");
    }

    [Fact]
    public void MergeConflicts_TwoBranchesThatBothTuned_KeepsTheBetterSide()
    {
        string schedule = Directory.GetFiles(scenario.At("autocomp"), "*.schedule.cs").Single(), better = File.ReadAllText(schedule);
        Git("init", "-q", "-b", "main");
        Git("add", "autocomp");
        Git("commit", "-qm", "tuned");
        Git("checkout", "-qb", "theirs");
        Worsen("Gemmini.Fence();", "Gemmini.Fence(); Gemmini.Fence();");
        Git("commit", "-qam", "worse");
        Git("checkout", "-q", "main");
        Worsen("Gemmini.Fence();", "Gemmini.Fence(); Gemmini.Fence(); Gemmini.Fence();");
        Git("commit", "-qam", "much worse");
        Command.Run(scenario.Folder, "git", ["merge", "-q", "theirs"]).ExitCode.ShouldNotBe(0, "the branches are in conflict");
        try
        {
            ((string?)Json(0, "merge", "--conflicts", "--json")["kernels"]![0]!["kept"]).ShouldBe("theirs");
            File.ReadAllText(schedule).ShouldContain("Gemmini.Fence();\n        Gemmini.Fence();");
            File.ReadAllText(schedule).ShouldNotContain("<<<<");
            ((string?)Json(0, "list", "--json")["kernels"]![0]!["state"]).ShouldNotBe("invalid");
        }
        finally
        {
            Directory.Delete(scenario.At(".git"), recursive: true);
        }

        void Worsen(string old, string replacement)
        {
            File.WriteAllText(schedule, better);
            scenario.Replace(schedule, old, replacement);
            ((int)Json(0, "adopt", "--json")["adopted"]!).ShouldBe(1);
        }

        void Git(params string[] arguments)
        {
            Command git = Command.Run(scenario.Folder, "git", ["-c", "user.name=a", "-c", "user.email=a@localhost", .. arguments]);
            git.ExitCode.ShouldBe(0, git.Output);
        }
    }

    [Fact]
    public void JournalExportImport_OnAnotherMachine_ListsTheSameSearches()
    {
        string archive = scenario.At("search.zip");
        Dictionary<string, string?> here = new() { ["AUTOCOMP_DATA"] = scenario.At("data here") }, there = new() { ["AUTOCOMP_DATA"] = scenario.At("data there") };
        Directory.Delete(scenario.At("autocomp"), recursive: true);
        Run(here, "tune", "--max-evaluations", "3").ExitCode.ShouldBe(0);
        Run(here, "journal", "export", "-o", archive).ExitCode.ShouldBe(0);

        Command imported = Run(there, "journal", "import", "-i", archive, "--json");

        imported.ExitCode.ShouldBe(0, imported.Output);
        ((int)JsonNode.Parse(imported.Output)!["imported"]!).ShouldBeGreaterThan(0);
        JsonNode? Files(Dictionary<string, string?> data) => JsonNode.Parse(Run(data, "journal", "list", "--json").Output)!["files"];
        JsonNode.DeepEquals(Files(here), Files(there)).ShouldBeTrue();
        ((int)JsonNode.Parse(Run(there, "journal", "import", "-i", archive, "--json").Output)!["imported"]!).ShouldBe(0, "what is there already stays");

        Command Run(Dictionary<string, string?> data, params string[] arguments) => AutocompCommand.Run(scenario, data, arguments);
    }

    private JsonNode Json(int code, params string[] arguments)
    {
        Command command = AutocompCommand.Run(scenario, arguments);
        command.ExitCode.ShouldBe(code, command.Output);
        return JsonNode.Parse(command.Output)!;
    }
}
