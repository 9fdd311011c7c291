using System.Collections.Immutable;
using Autocomp.Emulator;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Prompts;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Prompts;

/// <summary>Prompts as golden files in the folder Golden; AUTOCOMP_UPDATE=1 writes them anew. Commands and costs of the machine have a file of their own.</summary>
public sealed class PromptWriterTests
{
    private static readonly Candidate Parent = new(3, 0, "builtin", "", "", "text as proposed", new(
        3,
        EvaluationStage.Accepted,
        "",
        CanonicalText: "line one\nline two\n",
        Cycles: 2048,
        Profile: new(
            2048,
            ImmutableSortedDictionary<string, long>.Empty.Add("array busy", 1500).Add("waiting for loads", 448).Add("bank conflict", 100).Add("fence", 0),
            [new(new SourceLine("s.cs", 2), 40, 1900), new(new SourceLine("s.cs", 1), 4, 148)],
            1500, 700, 300, 8192, 4096, 512, 128)
        {
            LineCauses =
            [
                new(null, "fence", 8), new(new SourceLine("s.cs", 1), "waiting for loads", 540) { Times = 3 },
                new(new SourceLine("s.cs", 2), "array busy", 1400), new(new SourceLine("s.cs", 2), "bank conflict", 100) { Times = 20 },
            ],
            BankConflicts = [new(new SourceLine("s.cs", 2), new SourceLine("s.cs", 1), 90)],
            BeforeFirstCompute = 300,
            AfterLastCompute = 50,
        }));

    private readonly PromptWriter prompts = new(new PromptTexts(), Problem());

    [Fact]
    public void Plan_Prompt_IsTheGoldenOne() =>
        Golden("plan", prompts.Plan(Assignment("loop tiling: sizes\nunroll loops: longer bodies", 2, 15)));

    [Fact]
    public void Single_PromptWithMemoryAndASecondParent_IsTheGoldenOne() =>
        Golden("single", prompts.Plan(Assignment("loop tiling: sizes", 3, 15) with { Other = Parent with { Text = "other", Result = Parent.Result with { CanonicalText = "other line\n", Cycles = 1900 } } }, "- unroll loops: tried 2 times, faster 0 times", single: true));

    [Fact]
    public void Machine_CommandsAndCosts_AreTheGoldenOnes() => Golden("machine", Machine(prompts.Implement(Parent, "")));

    [Theory]
    [InlineData(2048, 1, "large structural changes pay now")]
    [InlineData(2048, 15, "fine tuning pays now")]
    [InlineData(1040, 1, "only 16 cycles are left to win")]
    public void Plan_Advice_DependsOnPhaseAndOnTheShareOfPeak(long cycles, int phase, string advice) =>
        prompts.Plan(Assignment("a: b", phase, 15) with { Parent = Parent with { Result = Parent.Result with { Cycles = cycles } } }).ShouldContain(advice);

    [Fact]
    public void Plan_OfAnOldProfile_HasNoEmptyPlaces()
    {
        string prompt = prompts.Plan(Assignment("a: b", 1, 15) with { Parent = Parent with { Result = Parent.Result with { Profile = null } } });

        prompt.ShouldContain("- not known");
        prompt.ShouldNotContain("{{");
        prompt.ShouldNotContain("  It uses");
    }

    [Fact]
    public void Plan_WholePromptButForTheSchedule_StaysSmall() =>
        prompts.Plan(Assignment(new PromptTexts().Menu("dense").ToString(), 1, 15)).Length.ShouldBeLessThan(15_500);

    [Fact]
    public void Plan_NothingLifted_AsksForTranslation() =>
        prompts.Plan(Assignment("loop tiling: sizes", 1, 15), isTranslation: true).ShouldContain("# Translation");

    [Fact]
    public void Edit_Prompt_IsTheGoldenOne() => Golden("edit", prompts.Implement(Parent, "Use double buffering.", edits: true));

    [Fact]
    public void Implement_Prompt_IsTheGoldenOne() => Golden("implement", prompts.Implement(Parent, "Use {{double}} buffering."));

    [Fact]
    public void Retry_Prompt_IsTheGoldenOne() => Golden("retry", prompts.Retry("class S { }", "Unroll.", "Values: y[3] is 5, expected 7"));

    [Fact]
    public void Plan_TemplateWithAnUnknownName_SaysWhichAreKnown()
    {
        using var folder = new TestFolder();
        File.WriteAllText(Path.Combine(folder.Path, "plan.txt"), "{{cycle}}");
        var broken = new PromptWriter(new PromptTexts(folder.Path), Problem());

        Should.Throw<FormatException>(() => broken.Plan(Assignment("a: b", 1, 1))).Message.ShouldContain("Known: accumulator, ");
    }

    private static Assignment Assignment(string menu, int phase, int phases) => new(Parent, Menu.Parse(menu), phase, phases, 2);

    private static SearchProblem Problem()
    {
        (var kernel, var operation) = TestKernels.Dense(64, 32, 128);
        return new(kernel, operation, TargetPresets.Int8, [], new FakeEvaluator(), 1, MemoryState.Steady, 1, null);
    }

    private static string Machine(string prompt) =>
        prompt[prompt.IndexOf("# Target", StringComparison.Ordinal)..prompt.IndexOf("\n\n# The kernel", StringComparison.Ordinal)];

    private static void Golden(string name, string prompt)
    {
        string text = (name == "machine" ? prompt : prompt.Replace(Machine(prompt), "(commands and costs)", StringComparison.Ordinal)) + "\n";
        string root = typeof(PromptWriterTests).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>().First(a => a.Key == "AutocompRoot").Value!;
        string path = Path.Combine(root, "tests", "Autocomp.Search.Tests", "Prompts", "Golden", name + ".txt");
        if (Environment.GetEnvironmentVariable("AUTOCOMP_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        text.ShouldBe(File.ReadAllText(path));
    }
}
