using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Strategies;

public sealed class BuiltInSearchTests
{
    private static SearchProblem Problem(FakeEvaluator evaluator, int most, params string[] starts)
    {
        (var kernel, var operation) = TestKernels.Dense(96, 80, 64);
        return new(kernel, operation, TargetPresets.Int8, [.. starts], evaluator, most, Emulator.MemoryState.Steady, 1, null);
    }

    /// <summary>Shorter text counts as faster: any function of the text does for a search.</summary>
    private static FakeEvaluator ByLength() => new(text => text.Contains("Gemmini", StringComparison.Ordinal) ? text.Length : null);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public async Task Search_AnyCap_IsNeverPassed(int most)
    {
        FakeEvaluator evaluator = ByLength();

        SearchOutcome outcome = await new BuiltInSearch().SearchAsync(Problem(evaluator, most, "Gemmini.Fence();" + new string(' ', 100_000)), TestContext.Current.CancellationToken);

        evaluator.Requests.Count.ShouldBeLessThanOrEqualTo(most);
        outcome.Evaluations.ShouldBe(evaluator.Requests.Count);
        outcome.Best.ShouldNotBeNull();
    }

    [Fact]
    public async Task Search_Twice_GivesTheSameTree()
    {
        SearchOutcome first = await new BuiltInSearch().SearchAsync(Problem(ByLength(), 60, "Gemmini"), TestContext.Current.CancellationToken);
        SearchOutcome second = await new BuiltInSearch().SearchAsync(Problem(ByLength(), 60, "Gemmini"), TestContext.Current.CancellationToken);

        second.Candidates.Select(c => (c.Id, c.ParentId, c.MenuOption, c.Text)).ShouldBe(first.Candidates.Select(c => (c.Id, c.ParentId, c.MenuOption, c.Text)));
        first.Candidates.Skip(1).ShouldAllBe(c => c.MenuOption.Length > 0 && c.ParentId != null && c.Origin == "builtin");
    }

    [Fact]
    public async Task Search_CapForStartsOnly_AcceptsTheBestStart()
    {
        FakeEvaluator evaluator = ByLength();

        SearchOutcome outcome = await new BuiltInSearch().SearchAsync(Problem(evaluator, 2, "Gemmini long", "Gemmini"), TestContext.Current.CancellationToken);

        evaluator.Requests.ShouldAllBe(r => r.Trials == TrialPlan.Acceptance);
        outcome.Best!.Id.ShouldBe(1);
        outcome.Best.Origin.ShouldBe("hand");
        outcome.Candidates[0].Text.ShouldBe("Gemmini long");
    }

    [Fact]
    public async Task Search_StartIsWrong_IsRecordedAndTheSearchGoesOn()
    {
        SearchOutcome outcome = await new BuiltInSearch().SearchAsync(Problem(ByLength(), 30, "wrong"), TestContext.Current.CancellationToken);

        outcome.Candidates[0].Result.Stage.ShouldBe(EvaluationStage.Values);
        outcome.Best!.Id.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Search_NoOperation_TriesTheStartsOnly()
    {
        SearchProblem problem = Problem(ByLength(), 30, "Gemmini") with { Operation = null };

        SearchOutcome outcome = await new BuiltInSearch().SearchAsync(problem, TestContext.Current.CancellationToken);

        outcome.Candidates.ShouldHaveSingleItem();
        outcome.Best!.Id.ShouldBe(0);
    }

    [Fact]
    public async Task Finish_BestFailsAcceptance_TakesTheNext()
    {
        var ledger = new SearchLedger(Problem(new FakeEvaluator(), 20, "// cycles 100"));
        await ledger.StartAsync(TestContext.Current.CancellationToken);
        await ledger.EvaluateAsync([new(0, "x", "", "", "// cycles 10 // flaky"), new(0, "x", "", "", "// cycles 20")], "step", TestContext.Current.CancellationToken);

        SearchOutcome outcome = await ledger.FinishAsync("done");

        outcome.Best!.Id.ShouldBe(2);
        outcome.Candidates[1].Result.Stage.ShouldBe(EvaluationStage.Values);
    }

    [Fact]
    public async Task Search_ScheduleAtTheBound_EndsThere()
    {
        // 96 x 80 x 64 products over 256 a cycle.
        const int bound = 96 * 80 * 64 / 256;
        int asked = 0;

        SearchOutcome outcome = await new BuiltInSearch().SearchAsync(Problem(new FakeEvaluator(_ => ++asked > 1 ? bound : 100_000), 60, "start"), TestContext.Current.CancellationToken);

        outcome.StoppedBecause.ShouldBe("bound reached");
        outcome.Candidates.Length.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task Evaluate_OnceSomethingIsKnown_StopsWhatIsFarSlowerButNotAcceptance()
    {
        var evaluator = new FakeEvaluator();
        var ledger = new SearchLedger(Problem(evaluator, 20, "// cycles 1000000"));
        await ledger.StartAsync(TestContext.Current.CancellationToken);
        await ledger.EvaluateAsync([new(0, "x", "", "", "// cycles 100")], "step", TestContext.Current.CancellationToken);
        await ledger.EvaluateAsync([new(0, "x", "", "", "// cycles 101")], "step", TestContext.Current.CancellationToken);
        await ledger.FinishAsync("done");

        // Four times the fastest, up to a power of two; short runs go on for a while.
        evaluator.Requests.Select(r => r.MaxCycles).ShouldBe([0, 1 << 22, 1 << 20, 0]);
    }

    [Fact]
    public async Task Search_Cancelled_ReturnsWhatThereIs()
    {
        using var source = new CancellationTokenSource();
        int asked = 0;
        var evaluator = new FakeEvaluator(text =>
        {
            if (++asked == 5) source.Cancel();
            return text.Length + 100_000;
        });

        SearchOutcome outcome = await new BuiltInSearch().SearchAsync(Problem(evaluator, 400, "start"), source.Token);

        outcome.StoppedBecause.ShouldBe("cancelled");
        outcome.Best.ShouldNotBeNull();
    }
}
