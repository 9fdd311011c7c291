using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Search.Projects;
using Autocomp.Search.Strategies;
using Autocomp.Tool.Tuning;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Autocomp.Tool.Tests;

public sealed class TuneViewTests
{
    private static readonly KernelInfo s_kernel = new(
        "App.Layers.Dense", new Specialization([]), "App_Layers_Dense", [], new Statement.Block([]), new SourceSpan("Layers.cs", 1, 1, 1, 1));

    [Fact]
    public void Picture_InMidSearch_ShowsBestBudgetAndWhoFoundWhat()
    {
        TuneState state = Searching();

        string picture = Render(new LiveTuneView(state, "App: built-in proposer, then [model]").Picture(isEnding: false));

        picture.ShouldContain("App: built-in proposer, then [model]");
        picture.ShouldContain("2/3  App.Layers.Dense");
        picture.ShouldContain("best     2,000 cycles   50.0 % of peak   4.00x over the start of 8,000");
        picture.ShouldContain("30 of 100");
        picture.ShouldContain("gpt-x");
        picture.ShouldContain("Ctrl+C ends the search and keeps the best");
    }

    [Fact]
    public void Picture_AfterCtrlC_SaysThatTheBestIsKept() =>
        Render(new LiveTuneView(Searching(), "").Picture(isEnding: true)).ShouldContain("the best so far goes through full verification and is kept");

    [Fact]
    public void Plain_SeveralBarriers_PrintsOnlyImprovements()
    {
        StringWriter output = new();
        PlainTuneView view = new(output);
        view.Show(new BuildProgress.Started(s_kernel, 1, 1));
        foreach (long best in new[] { 900L, 900L, 800L }) view.Show(new BuildProgress.Searching(s_kernel, 400, new(5, 10, best, "step 1") { StartCycles = 1600 }));

        output.ToString().ReplaceLineEndings("\n").ShouldBe("""
            [1/1] App.Layers.Dense
                  5/10 best 900 cycles, 44.4 % of peak, 1.78x over the start (step 1)
                  5/10 best 800 cycles, 50.0 % of peak, 2.00x over the start (step 1)

            """.ReplaceLineEndings("\n"));
    }

    private static TuneState Searching()
    {
        TuneState state = new(TimeProvider.System);
        state.Report(new BuildProgress.Started(s_kernel, 2, 3));
        ImmutableArray<OriginStatistics> origins = [new("lowered", 1, 1, 1, 8000), new("gpt-x", 29, 20, 3, 2000)];
        state.Report(new BuildProgress.Searching(s_kernel, 1000, new(30, 100, 2000, "step 2") { StartCycles = 8000, Origins = origins }));
        return state;
    }

    private static string Render(IRenderable picture)
    {
        StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 140;
        console.Write(picture);
        return output.ToString();
    }
}
