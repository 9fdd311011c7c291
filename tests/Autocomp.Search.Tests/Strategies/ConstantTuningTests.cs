using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Strategies;

public sealed class ConstantTuningTests
{
    private const string Model = "openai:m";

    [Fact]
    public async Task Run_ModelsScheduleWithConstants_FindsTheBestOfEachWithoutAskingAnybody()
    {
        // Fastest at rows 32, columns 16; wrong when columns pass 64.
        FakeEvaluator evaluator = new(text => Value(text, "Columns") > 64 ? null : 1000 + Math.Abs(Value(text, "Rows") - 32) + Math.Abs(Value(text, "Columns") - 16));
        SearchLedger ledger = await LedgerAsync(evaluator, 40, Schedule(8, 64));

        await ConstantTuning.RunAsync(Problem(evaluator, 40), ledger, IsModel, TestContext.Current.CancellationToken);

        Candidate best = ledger.Ranked.First();
        best.Result.Cycles.ShouldBe(1000);
        best.Origin.ShouldBe(ConstantTuning.Origin);
        best.Plan.ShouldEndWith("= 32 instead of 16");
        ledger.Candidates.ShouldContain(c => c.Result.Stage == EvaluationStage.Values);
        Recipe.Of(ledger.Candidates, best).Options.ShouldBe(["loop tiling"]);
    }

    [Fact]
    public async Task Run_FewEvaluationsLeft_KeepsToThem()
    {
        FakeEvaluator evaluator = new(text => 1000 - Value(text, "Rows"));
        SearchLedger ledger = await LedgerAsync(evaluator, 8, Schedule(8, 8));

        await ConstantTuning.RunAsync(Problem(evaluator, 8), ledger, IsModel, TestContext.Current.CancellationToken);

        ledger.Remaining.ShouldBe(0);
        ledger.Evaluations.ShouldBeLessThan(8);
    }

    [Fact]
    public async Task Run_NothingOfAModel_DoesNothing()
    {
        FakeEvaluator evaluator = new(_ => 1000);
        SearchLedger ledger = await LedgerAsync(evaluator, 40, null);

        await ConstantTuning.RunAsync(Problem(evaluator, 40), ledger, IsModel, TestContext.Current.CancellationToken);

        ledger.Candidates.Count.ShouldBe(1);
    }

    [Fact]
    public void Alternatives_OfAValue_AreItsHalfItsDoubleAndDivisorsNextToIt()
    {
        (var kernel, _) = TestKernels.Dense(96, 80, 64);

        ConstantTuning.Alternatives(8, kernel).ShouldBe([6, 10, 4, 5, 12, 16], ignoreOrder: true);
        ConstantTuning.Alternatives(0, kernel).ShouldBeEmpty();
    }

    private static bool IsModel(string origin) => origin == Model;

    private static string Schedule(int rows, int columns) => $"class Schedule {{ const int Columns = {columns}; static void Dense() {{ const int Rows = {rows}, Depth = 3 + 1; int free = 7; }} }}";

    private static long Value(string text, string name) => text.IndexOf(name + " = ", StringComparison.Ordinal) is var at && at < 0
        ? 0
        : long.Parse(new string([.. text[(at + name.Length + 3)..].TakeWhile(char.IsAsciiDigit)]), System.Globalization.CultureInfo.InvariantCulture);

    private static SearchProblem Problem(FakeEvaluator evaluator, int most)
    {
        (var kernel, var operation) = TestKernels.Dense(96, 80, 64);
        return new(kernel, operation, TargetPresets.Int8, ["class Schedule { }"], evaluator, most, Emulator.MemoryState.Steady, 1, null);
    }

    private static async Task<SearchLedger> LedgerAsync(FakeEvaluator evaluator, int most, string? schedule)
    {
        SearchLedger ledger = new(Problem(evaluator, most));
        await ledger.StartAsync(TestContext.Current.CancellationToken);
        if (schedule is not null) await ledger.EvaluateAsync([new(0, Model, "loop tiling", "", schedule)], "", TestContext.Current.CancellationToken);
        return ledger;
    }
}
