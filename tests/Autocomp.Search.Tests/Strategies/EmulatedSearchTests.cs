using Autocomp.Backend.Lift;
using Autocomp.Search.Budgets;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Models;
using Autocomp.Search.Prompts;
using Autocomp.Search.Proposer;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Strategies;

/// <summary>Searches whose candidates are compiled, verified and timed for real.</summary>
public sealed class EmulatedSearchTests : IDisposable
{
    private static readonly GemmParameters Plain = new(StationaryOperand.B, 1, 1, 1, false, false, false, false, false, false, false, false);

    private readonly DenseKernel _dense = new();
    private readonly InProcessEvaluator _evaluator;

    public EmulatedSearchTests() => _evaluator = new(_dense.Context);

    private GemmShape Shape => new(_dense.Kernel, (TensorOperation.MatrixProduct)_dense.Operation, _dense.Context.Target);

    public void Dispose()
    {
        _evaluator.Dispose();
        _dense.Dispose();
    }

    [Fact]
    public async Task BuiltIn_DenseLayer_BeatsThePlainScheduleAndRepeats()
    {
        SearchOutcome first = await new BuiltInSearch().SearchAsync(Problem(14), TestContext.Current.CancellationToken);
        SearchOutcome second = await new BuiltInSearch().SearchAsync(Problem(14), TestContext.Current.CancellationToken);

        first.Candidates.ShouldAllBe(c => c.Result.Stage == EvaluationStage.Accepted, string.Join('\n', first.Candidates.Select(c => c.Result.Message)));
        first.Best!.Result.Cycles.ShouldBeLessThan(first.Candidates[0].Result.Cycles * 2 / 3);
        first.Best.Result.Evidence.ShouldNotBeEmpty();
        SearchTree.Print(second).ShouldBe(SearchTree.Print(first));
    }

    [Fact]
    public async Task Beam_OverTheProtocol_TakesTheGoodScheduleAndSaysWhyTheOthersFail()
    {
        string good = Write(Plain with { TileRows = 2, TileColumns = 2, TileDepth = 3, SpreadBanks = true, WideLoads = true, WideStores = true });
        string unfenced = good.Replace("Gemmini.Fence();", "", StringComparison.Ordinal);
        string wrong = good.Replace("k < 48", "k < 32", StringComparison.Ordinal);
        string[] answers = [unfenced, wrong, "class Schedule { static void Dense() { new object(); } }", good];
        using var folder = new TestFolder();
        SearchOutcome online;
        using (var server = new LoopbackModelServer(r => LoopbackModelServer.Response.Text(
            r.User.Contains("# Menu of optimisations", StringComparison.Ordinal) ? $"Option: 1\nPlan for sample {r.Number}."
            : $"```csharp\n{answers[r.Number % answers.Length]}\n```")))
        {
            using var live = new ResilientModel(new OpenAITransport("scripted", server.Endpoint, null), new() { Concurrency = 1 }, TimeProvider.System, 1);
            online = await Beam(new RecordedModel("openai:scripted", folder.Journal(), live)).SearchAsync(Problem(60), TestContext.Current.CancellationToken);
            LoopbackModelServer.Request plan = server.Requests.First();
            plan.User.ShouldContain("without a break:\n\n- ");
            plan.User.ShouldContain("Gemmini.Preload");
            server.Requests.ShouldContain(r => r.User.Contains("# What went wrong", StringComparison.Ordinal));
        }

        online.Best!.Origin.ShouldBe("openai:scripted");
        online.Best.Result.Cycles.ShouldBeLessThan(online.Candidates[0].Result.Cycles);
        online.Candidates.Select(c => c.Result.Stage).Distinct().ShouldBe([EvaluationStage.Frontend, EvaluationStage.Execution, EvaluationStage.Values, EvaluationStage.Accepted], ignoreOrder: true);
        online.Candidates.Where(c => c.Result.Stage != EvaluationStage.Accepted).ShouldAllBe(c => c.Result.Message.Length > 0);

        SearchOutcome offline = await Beam(new RecordedModel("openai:scripted", folder.Journal(), null)).SearchAsync(Problem(60), TestContext.Current.CancellationToken);
        SearchTree.Print(offline).ShouldBe(SearchTree.Print(online));
    }

    private static BeamSearch Beam(ILanguageModel model) => new(
        new ModelEnsemble([(model, 1)]),
        new PromptTexts(),
        () => new BudgetMeter(new(), TimeProvider.System),
        new() { Iterations = 2, BeamWidth = 1, PlansPerParent = 2, ImplementationsPerPlan = 3 });

    private string Write(GemmParameters point) => GemmScheduleWriter.TryWrite(Shape, point)!;

    private SearchProblem Problem(int most) => new(_dense.Kernel, _dense.Operation, _dense.Context.Target, [Write(Plain)], _evaluator, most, Emulator.MemoryState.Steady, 1, null);
}
